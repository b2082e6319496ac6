import CommandLanguage

extension Interpreter {
    /// Carries out `--follow` and `--stop` of `log tail` and `debug tail`, which last longer than one command of the backend.
    ///
    /// - Returns: `nil` when neither was given.
    func follow(
        _ invocation: Invocation, _ what: String, by follower: LogFollower?, _ lines: (Int) -> AsyncThrowingStream<String, any Error>
    ) async throws(StatementFailure) -> CommandValue? {
        if invocation.has("stop") {
            guard let follower, follower.stop() else { throw .failure("\(what) is not being followed", invocation.range) }
            return CommandValue.none
        }
        guard invocation.has("follow") else { return nil }
        let lines = lines(invocation.integer("lines") ?? 20)
        if let follower {
            follower.start(lines)
            return CommandValue.none
        }
        do {
            for try await line in lines { output.write(line + "\n") }
        } catch {
            throw .failure("\(what) cannot be followed: \(error)", invocation.range)
        }
        if Task.isCancelled { throw .reported(130, "interrupted") }
        return CommandValue.none
    }
}
