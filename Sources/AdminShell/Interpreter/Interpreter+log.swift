import CommandLanguage

extension Interpreter {
    /// Carries out `log tail --follow` and `--stop`, which last longer than one command of the backend.
    ///
    /// - Returns: `nil` when neither was given.
    func followLog(_ invocation: Invocation) async throws(StatementFailure) -> CommandValue? {
        if invocation.has("stop") {
            guard let logFollower, logFollower.stop() else { throw .failure("the log is not being followed", invocation.range) }
            return CommandValue.none
        }
        guard invocation.has("follow") else { return nil }
        let lines = backend.logLines(last: invocation.integer("lines") ?? 20)
        if let logFollower {
            logFollower.start(lines)
            return CommandValue.none
        }
        do {
            for try await line in lines { output.write(line + "\n") }
        } catch {
            throw .failure("the log cannot be followed: \(error)", invocation.range)
        }
        if Task.isCancelled { throw .reported(130, "interrupted") }
        return CommandValue.none
    }
}
