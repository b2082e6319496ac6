package import CommandLanguage
import Dispatch

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

    /// Runs scripts one after the other in one session, until one fails or the process is interrupted, and ends the session.
    ///
    /// - Returns: the exit status; 6 when a swap was left unconfirmed, whatever else has happened.
    package static func run(_ scripts: [(text: String, name: String)], _ interpreter: Interpreter, _ cell: InterruptCell) -> Int32 {
        let running = TaskCell()
        cell.onInterrupt { _ in running.cancel() }
        let work = InterpreterWork(interpreter: interpreter, scripts: scripts)
        Blocking.run(cell: running) { await work.run() }
        let status = cell.signal.map { 128 + $0 } ?? interpreter.quitStatus ?? work.status
        let backend = interpreter.backend
        let end = Blocking.value(within: endLimit) { await backend.endSession() } ?? SessionEnd()
        for complaint in end.complaints { interpreter.output.writeError("cloudsh: error: \(complaint)\n") }
        return end.exitStatus(after: status)
    }

    /// How long an instance may take to undo what a batch has left: longer than its clients wait for an answer.
    private static let endLimit = DispatchTimeInterval.seconds(30)
}
