/// A row that tells a person at a terminal that a command still runs, and for how long; gone when the command has ended.
struct ProgressLine: Sendable {
    private let output: any ShellOutput
    private let drawing: Task<Bool, Never>

    /// Who waits for less does not want to be told.
    private static let patience = Duration.milliseconds(500)
    private static let interval = Duration.milliseconds(200)
    private static let frames = ["|", "/", "-", "\\"]

    init(_ name: String, on output: any ShellOutput) {
        self.output = output
        let start = ContinuousClock.now
        drawing = Task {
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return false }
            var count = 0
            repeat {
                output.showProgress(
                    "\(Self.frames[count % Self.frames.count]) \(name): \((ContinuousClock.now - start).components.seconds) s")
                count += 1
            } while (try? await Task.sleep(for: Self.interval)) != nil
            return true
        }
    }

    /// Takes the row away. Nothing else is printed before.
    func end() async {
        drawing.cancel()
        if await drawing.value { output.showProgress("") }
    }
}
