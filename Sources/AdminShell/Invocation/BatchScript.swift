package import CommandLanguage

/// Runs scripts without a person: all of them are parsed before the first line runs.
package enum BatchScript {
    /// The text of a script; `-` is standard input.
    package static func read(_ path: String) throws -> String { try ScriptFile.read(path) }

    /// Reports every mistake of every script.
    ///
    /// - Returns: 0, or 2 when there is any.
    package static func check(_ scripts: [(text: String, name: String)], table: CommandTable) -> Int32 {
        var status: Int32 = 0
        for script in scripts {
            for diagnostic in Script(parsing: script.text, file: script.name, table: table).diagnostics {
                StandardOutput(usesColor: false).writeError(diagnostic.report() + "\n")
                status = 2
            }
        }
        return status
    }

    /// Runs scripts one after the other in one session, until one fails or the process is interrupted.
    package static func run(_ scripts: [(text: String, name: String)], _ interpreter: Interpreter, _ cell: InterruptCell) -> Int32 {
        let running = TaskCell()
        cell.onInterrupt { _ in running.cancel() }
        let work = BatchWork(interpreter: interpreter, scripts: scripts)
        Blocking.run(cell: running) { await work.run() }
        if let signal = cell.signal { return 128 + signal }
        return interpreter.quitStatus ?? work.status
    }
}

/// `@unchecked`: the thread that made it touches it only before its task starts and after the task has ended.
private final class BatchWork: @unchecked Sendable {
    private let interpreter: Interpreter
    private let scripts: [(text: String, name: String)]
    private(set) var status: Int32 = 0

    init(interpreter: Interpreter, scripts: [(text: String, name: String)]) {
        self.interpreter = interpreter
        self.scripts = scripts
    }

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
