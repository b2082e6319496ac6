import Synchronization

/// The prompt's state, written by tasks and read by the editor.
final class PromptCell: Sendable {
    private let cell = Mutex<(state: PromptState, since: ContinuousClock.Instant)>((PromptState(), .now))

    /// Its seconds count down by themselves.
    var state: PromptState {
        get {
            let (state, since) = cell.withLock { $0 }
            guard let seconds = state.secondsToConfirm else { return state }
            var current = state
            current.secondsToConfirm = max(0, seconds - Int((ContinuousClock.now - since) / .seconds(1)))
            return current
        }
        set { cell.withLock { $0 = (newValue, .now) } }
    }

    var isCountingDown: Bool { cell.withLock { $0.state.secondsToConfirm != nil } }
}
