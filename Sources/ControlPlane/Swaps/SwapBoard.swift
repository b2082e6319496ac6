import Synchronization

/// What a prompt shows of switches, readable without waiting for the control plane.
final class SwapBoard: Sendable {
    private let state = Mutex<(pending: PendingSwap?, transaction: SwapCaller?)>((nil, nil))

    var pending: PendingSwap? {
        get { state.withLock { $0.pending } }
        set { state.withLock { $0.pending = newValue } }
    }

    /// Who has a transaction open.
    var transaction: SwapCaller? {
        get { state.withLock { $0.transaction } }
        set { state.withLock { $0.transaction = newValue } }
    }
}
