import CommandLanguage
import Glibc
import JSONCodec

extension Interpreter {
    func execute(_ statement: Statement) async throws(StatementFailure) {
        switch statement.kind {
        case .command(let line): try await execute(line, judgedBy: statement.expectations)
        case .capture(let name, let source): try await capture(name, source, statement)
        case .conditional(let branches, let otherwise): try await choose(branches, otherwise)
        case .loop(let variable, let words, let body): try await loop(variable, words, body)
        case .assertion(let expression, let text): try check(expression, text, statement.range)
        case .expectation(let expectation): try judge(try lastResponse(statement.range), by: [expectation])
        case .waitUntil(let repetition):
            try await withProgress(of: "wait-until") { () async throws(StatementFailure) in try await waitUntil(repetition, statement) }
        case .watch(let repetition): try await watch(repetition, statement)
        case .program(let command): try await runProgram(command, statement.range)
        }
    }

    private func lastResponse(_ range: SourceRange) throws(StatementFailure) -> ResponseValue {
        guard let response = session.lastResponse else { throw .failure("no request has been answered yet", range) }
        return response
    }

    // MARK: Capture

    private func capture(_ name: String, _ source: Statement.CaptureSource, _ statement: Statement) async throws(StatementFailure) {
        switch source {
        case .command(let line):
            let value = try await value(of: line, judgedBy: statement.expectations)
            session.variables[name] = value.captured
        case .path(let path):
            let response = try lastResponse(statement.range)
            let value: JSONValue?
            do { value = try path.value(in: response.body, environment: session) } catch { throw .diagnostic(error) }
            guard let value else { throw .failure("\(path) leads nowhere in the last answer", path.range) }
            session.variables[name] = value
        case .program(let command):
            let text = try await runProgram(command, capturesOutput: true, statement.range)
            session.variables[name] = .string(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
    }

    // MARK: Control flow

    private func choose(_ branches: [Statement.Branch], _ otherwise: [Statement]?) async throws(StatementFailure) {
        for branch in branches where try await holds(branch) {
            return try nest(await run(branch.body))
        }
        if let otherwise { try nest(await run(otherwise)) }
    }

    private func nest(_ status: Int32) throws(StatementFailure) {
        if status != 0 { throw .nested(status) }
    }

    private func holds(_ branch: Statement.Branch) async throws(StatementFailure) -> Bool {
        switch branch.condition {
        case .expression(let expression): return try evaluate(expression).holds
        case .command(let line, let isNegated):
            do throws(StatementFailure) {
                let value = try await value(of: line, judgedBy: [])
                finish(0, "")
                if case .response(let response) = value { session.lastResponse = response }
                return !isNegated
            } catch {
                switch error {
                case .diagnostic: throw error
                case .failed(let message, _, let status, _): finish(status, message)
                case .reported(let status, let message): finish(status, message)
                case .nested(let status): finish(status, "")
                }
                return isNegated
            }
        }
    }

    private func loop(_ variable: String, _ words: [Word], _ body: [Statement]) async throws(StatementFailure) {
        var values: [String] = []
        for word in words {
            do { values += try word.loopValues(in: session) } catch { throw .diagnostic(error) }
        }
        for value in values {
            if Task.isCancelled { throw .reported(130, "interrupted") }
            session.variables[variable] = .string(value)
            try nest(await run(body))
            if wantsToQuit { return }
        }
    }

    private func evaluate(_ expression: Expression) throws(StatementFailure) -> Evaluation {
        do {
            return try expression.evaluate(in: ExpressionScope(environment: session, document: session.lastResponse?.body))
        } catch {
            throw .diagnostic(error)
        }
    }

    private func check(_ expression: Expression, _ text: String, _ range: SourceRange) throws(StatementFailure) {
        let evaluation = try evaluate(expression)
        guard !evaluation.holds else { return }
        throw .failure("assertion failed: \(text)", range, advice: evaluation.decisive?.description)
    }

    func judge(_ response: ResponseValue, by expectations: [Expectation]) throws(StatementFailure) {
        for expectation in expectations {
            let failures: [String]
            do { failures = try expectation.failures(of: response, in: session) } catch { throw .diagnostic(error) }
            guard let first = failures.first else { continue }
            throw .failure(
                first, expectation.range, advice: failures.dropFirst().isEmpty ? nil : failures.dropFirst().joined(separator: "\n"))
        }
    }

    // MARK: Repetition

    private func waitUntil(_ repetition: Statement.Repetition, _ statement: Statement) async throws(StatementFailure) {
        let limit = try seconds(repetition.timeout) ?? options.timeout ?? 60
        let pause = try seconds(repetition.interval) ?? 0.25
        let deadline = ContinuousClock.now + .seconds(limit)
        self.deadline = deadline
        defer { self.deadline = nil }
        var reason = "it never succeeded"
        while true {
            do throws(StatementFailure) {
                let value = try await value(of: repetition.command, judgedBy: statement.expectations)
                if case .response(let response) = value { session.lastResponse = response }
                return
            } catch {
                switch error {
                case .diagnostic: throw error
                case .failed(_, advice: _, status: 7, range: _) where ContinuousClock.now >= deadline: break
                case .failed(let message, let advice, _, _): reason = advice.map { "\(message)\n\($0)" } ?? message
                case .reported(_, let message): reason = message
                case .nested: break
                }
            }
            if Task.isCancelled { throw .reported(130, "interrupted") }
            guard ContinuousClock.now + .seconds(pause) < deadline else {
                throw .failure("timed out after \(Self.text(limit)) s", statement.range, advice: "last: \(reason)", status: 7)
            }
            try? await Task.sleep(for: .seconds(pause))
        }
    }

    func seconds(_ word: Word?) throws(StatementFailure) -> Double? {
        guard let word else { return nil }
        let text: String
        do { text = try word.expanded(in: session) } catch { throw .diagnostic(error) }
        guard let seconds = ValueKind.seconds(parsing: text) else { throw .failure("'\(text)' is no number of seconds", word.range) }
        return seconds
    }

    static func text(_ seconds: Double) -> String { seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds) }

    private func runProgram(_ command: String, _ range: SourceRange) async throws(StatementFailure) {
        output.write(try await runProgram(command, capturesOutput: output.isCollected, range))
    }
}
