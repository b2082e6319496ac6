/// Scripts on their way into the one task that runs them while the thread that made it waits.
///
/// `@unchecked`: that thread touches the interpreter, and this, only before the task starts and after it has ended.
final class InterpreterWork: @unchecked Sendable {
    private let interpreter: Interpreter
    private let scripts: [(text: String, name: String)]
    /// 0, or that of the first failure; with `-k` 1.
    private(set) var status: Int32 = 0

    init(interpreter: Interpreter, scripts: [(text: String, name: String)]) {
        self.interpreter = interpreter
        self.scripts = scripts
    }

    /// Runs the scripts one after the other until one fails, or all of them with `-k`.
    @concurrent
    func run() async {
        for script in scripts {
            let result = await interpreter.run(script.text, file: script.name)
            guard !interpreter.wantsToQuit else { return }
            guard result != 0 else { continue }
            status = result
            guard interpreter.options.keepsGoing, result != 130 else { return }
            status = 1
        }
    }
}
