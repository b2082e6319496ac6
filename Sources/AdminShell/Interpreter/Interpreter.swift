package import CommandLanguage
import Glibc
import JSONCodec

/// Runs scripts and single lines: variables, control flow, expectations, redirections. Commands of the table go to the backend.
///
/// One instance belongs to one session and is used by one task at a time.
package final class Interpreter {
    package let table: CommandTable
    package let backend: any ShellBackend
    package let options: InterpreterOptions
    package internal(set) var output: any ShellOutput
    var session = Session()
    /// The places of the `source` commands that lead to the statement that runs.
    var sourceChain: [SourceRange] = []
    /// `quit` was given.
    package internal(set) var wantsToQuit = false
    var hasFailed = false
    /// When the `wait-until` that runs gives up.
    var deadline: ContinuousClock.Instant?
    /// A `watch` runs: its output is not paged.
    var isRepeating = false
    /// A command runs whose time is shown.
    var isShowingProgress = false
    /// What `quit` was told to exit with.
    package internal(set) var quitStatus: Int32?
    /// The lines typed before, when there is an editor that keeps them.
    package var historySource: (() -> [String])?

    /// Shows log lines above the line being typed, when there is an editor that can; `nil`: they are printed until the task is cancelled.
    package var logFollower: LogFollower?
    /// The same for the records of debugged requests.
    package var debugFollower: LogFollower?

    package init(
        table: CommandTable, backend: any ShellBackend, output: any ShellOutput, options: InterpreterOptions, format: OutputFormat?
    ) {
        self.table = table
        self.backend = backend
        self.output = output
        self.options = options
        session.output.format = format
    }

    /// The exit status of the last command.
    package var lastStatus: Int32 { session.lastStatus }

    /// Takes a `quit` back.
    package func stay() {
        wantsToQuit = false
        quitStatus = nil
    }

    /// Parses and runs a whole text.
    ///
    /// Nothing runs when the text has any mistake.
    ///
    /// - Returns: the exit status: 0, 2 for a syntax error, else that of the first failure (1 with `-k`).
    package func run(_ text: String, file: String) async -> Int32 {
        let script = Script(parsing: text, file: file, table: table, allowPrefixes: options.isInteractive)
        guard script.diagnostics.isEmpty else {
            for diagnostic in script.diagnostics { report(diagnostic) }
            return finish(2, script.diagnostics.first?.message ?? "")
        }
        return await run(script.statements)
    }

    func report(_ diagnostic: Diagnostic) { output.writeError(diagnostic.report(sourcedFrom: sourceChain) + "\n") }

    @discardableResult
    func finish(_ status: Int32, _ error: String) -> Int32 {
        session.lastStatus = status
        session.lastError = error
        return status
    }

    /// Runs statements in order.
    ///
    /// - Returns: 0, or the status with which the first failure ends the script.
    func run(_ statements: [Statement]) async -> Int32 {
        var result: Int32 = 0
        for statement in statements {
            guard !wantsToQuit else { break }
            if Task.isCancelled { return finish(130, "interrupted") }
            let status = await run(statement)
            guard status != 0, !statement.ignoresFailure else { continue }
            hasFailed = true
            guard options.keepsGoing, status != 130, status != 143 else { return status }
            result = 1
        }
        return result
    }

    func run(_ statement: Statement) async -> Int32 {
        do throws(StatementFailure) {
            try await execute(statement)
            return statement.kind.setsStatus ? finish(0, "") : session.lastStatus
        } catch {
            return fail(error)
        }
    }

    /// Says why a statement has failed, where that has not been said.
    ///
    /// - Returns: its exit status.
    func fail(_ failure: StatementFailure) -> Int32 {
        switch failure {
        case .diagnostic(let diagnostic):
            report(diagnostic)
            return finish(1, diagnostic.message)
        case .failed(let message, let advice, let status, let range):
            if Task.isCancelled, status != 7 { return finish(130, "interrupted") }
            report(Diagnostic(message, at: range, advice: advice))
            return finish(status, message)
        case .reported(let status, let message): return finish(status, message)
        case .nested(let status): return status
        }
    }
}

/// How a statement fails.
enum StatementFailure: Error {
    case diagnostic(Diagnostic)
    case failed(String, advice: String?, status: Int32, range: SourceRange)
    /// What there is to say has been printed.
    case reported(Int32, String)
    /// A statement inside it has failed, and said so.
    case nested(Int32)

    static func failure(_ message: String, _ range: SourceRange, advice: String? = nil, status: Int32 = 1) -> StatementFailure {
        .failed(message, advice: advice, status: status, range: range)
    }
}

extension Statement.Kind {
    /// Whether success of the statement is success of `$?`: blocks leave what their last command left.
    fileprivate var setsStatus: Bool {
        switch self {
        case .conditional, .loop: false
        default: true
        }
    }
}
