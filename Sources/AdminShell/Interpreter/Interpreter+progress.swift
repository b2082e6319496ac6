extension Interpreter {
    /// Runs `work`; a person at a terminal who waits for it longer than half a second is shown that it runs, and for how long.
    func withProgress<Value, Failure: Error>(
        of name: String, _ work: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard output.showsProgress, !isShowingProgress, !isRepeating else { return try await work() }
        isShowingProgress = true
        let progress = ProgressLine(name, on: output)
        let result: Result<Value, Failure>
        do throws(Failure) { result = .success(try await work()) } catch { result = .failure(error) }
        await progress.end()
        isShowingProgress = false
        return try result.get()
    }
}
