import CommandLanguage
import JSONCodec

extension Interpreter {
    /// Carries out the commands that concern the session itself.
    ///
    /// - Returns: `nil` for a command of the backend.
    func performBuiltin(_ invocation: Invocation) async throws(StatementFailure) -> CommandValue? {
        switch invocation.name {
        case "set": return set(invocation)
        case "unset":
            for name in invocation.values("names") { session.variables[name] = nil }
            return CommandValue.none
        case "echo": return .text(invocation.values("words").joined(separator: " ") + "\n")
        case "source": return try await source(invocation)
        case "timing":
            session.showsTiming = invocation["switch"].map { $0 == "on" } ?? !session.showsTiming
            return invocation.has("switch") ? CommandValue.none : .text("timing is \(session.showsTiming ? "on" : "off")\n")
        case "logout":
            defer { session.login = [] }
            return .text(session.login.isEmpty ? "requests carry no token\n" : "requests carry no token any more\n")
        case "help": return try help(invocation)
        case "man": return try await manual(invocation)
        case "history": return try history(invocation)
        case "log tail": return try await follow(invocation, "the log", by: logFollower) { backend.logLines(last: $0) }
        case "debug tail":
            return try await follow(invocation, "debugging", by: debugFollower) { backend.debugLines(last: $0) }
        case "quit", "exit":
            wantsToQuit = true
            let status = Int32(invocation.integer("status") ?? 0)
            quitStatus = status
            return CommandValue.none
        default: return nil
        }
    }

    private func set(_ invocation: Invocation) -> CommandValue {
        guard let name = invocation["name"] else {
            let rows = session.variables.sorted { $0.key < $1.key }.map { [JSONValue.string($0.key), $0.value] }
            return .table(TableValue(columns: [.init("name"), .init("value")], rows: rows))
        }
        guard let value = invocation["value"] else {
            let row = session.variables[name].map { [[JSONValue.string(name), $0]] } ?? []
            return .table(TableValue(columns: [.init("name"), .init("value")], rows: row))
        }
        session.variables[name] = .string(value)
        return .none
    }

    /// Scripts may source scripts this deep.
    private static let maximumSourceDepth = 32

    private func source(_ invocation: Invocation) async throws(StatementFailure) -> CommandValue {
        let path = invocation["file"] ?? ""
        guard sourceChain.count < Self.maximumSourceDepth else {
            throw .failure("scripts source each other more than \(Self.maximumSourceDepth) deep", invocation.range)
        }
        let text: String
        do { text = try ScriptFile.read(path) } catch { throw .failure("\(error)", invocation.range(of: "file")) }
        let script = Script(parsing: text, file: path, table: table)
        sourceChain.append(invocation.range)
        defer { sourceChain.removeLast() }
        guard script.diagnostics.isEmpty else {
            for diagnostic in script.diagnostics { report(diagnostic) }
            throw .reported(2, script.diagnostics.first?.message ?? "")
        }
        let status = await run(script.statements)
        if status != 0 { throw .reported(status, session.lastError) }
        return .none
    }

    // MARK: Help

    private func help(_ invocation: Invocation) throws(StatementFailure) -> CommandValue {
        let words = invocation.occurrences.filter { $0.parameter == "words" }.map { Argument($0.value, range: $0.range) }
        let width = min(output.terminalWidth ?? 80, 100)
        guard !words.isEmpty else { return .text(table.helpOverview(width: width)) }
        switch table.help(for: words, width: width) {
        case .success(let text): return .text(text)
        case .failure(let diagnostic): throw .diagnostic(diagnostic)
        }
    }

    /// A page of the manual, formatted by the system's own tools; as help where there are none.
    private func manual(_ invocation: Invocation) async throws(StatementFailure) -> CommandValue {
        let words = invocation.values("words")
        let wanted = table.manualPageName(for: words)
        guard let page = table.manual(options: [], factories: []).first(where: { $0.fileName == wanted || $0.name == wanted }) else {
            return try help(invocation)
        }
        let formatter = "if command -v mandoc >/dev/null; then mandoc -T utf8; else man -l -; fi 2>/dev/null"
        let result = await ShellProgram.run(formatter, input: page.text, capturesOutput: true)
        guard result.status == 0, !result.output.isEmpty else { return try help(invocation) }
        // Overstriking makes bold text on a terminal only.
        return .text(output.terminalWidth == nil ? Self.withoutOverstriking(result.output) : result.output)
    }

    private static func withoutOverstriking(_ text: String) -> String {
        var result: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar == "\u{8}" { _ = result.popLast() } else { result.append(scalar) }
        }
        return String(String.UnicodeScalarView(result))
    }

    private func history(_ invocation: Invocation) throws(StatementFailure) -> CommandValue {
        var lines = historySource?() ?? []
        if let pattern = invocation["pattern"] {
            do {
                let expression = try Regex(pattern)
                lines = lines.filter { (try? expression.firstMatch(in: $0)) ?? nil != nil }
            } catch {
                throw .failure("'\(pattern)' is no regular expression", invocation.range(of: "pattern"))
            }
        }
        if let count = invocation.integer("lines") { lines = lines.suffix(count) }
        return .text(lines.map { $0 + "\n" }.joined())
    }
}
