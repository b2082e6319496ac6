import Dispatch
import Synchronization

/// The signal that asked the process to end, and what is to be done about it.
package final class InterruptCell: Sendable {
    private let state = Mutex<(signal: Int32?, action: (@Sendable (Int32) -> Void)?)>((nil, nil))
    private let arrived = DispatchSemaphore(value: 0)

    package init() {}

    /// The first such signal.
    package var signal: Int32? { state.withLock { $0.signal } }

    package func interrupt(_ signal: Int32) {
        let action = state.withLock { state in
            if state.signal == nil { state.signal = signal }
            return state.action
        }
        arrived.signal()
        action?(signal)
    }

    /// Calls `action` for each signal from now on, and at once when one has arrived.
    package func onInterrupt(_ action: @escaping @Sendable (Int32) -> Void) {
        let signal = state.withLock { state in
            state.action = action
            return state.signal
        }
        if let signal { action(signal) }
    }

    /// Waits for a signal.
    package func wait() -> Int32 {
        arrived.wait()
        return signal ?? 15
    }
}
