import Synchronization

/// What a prompt shows of switches, readable without waiting for the control plane.
final class SwapBoard: Sendable {
    private let state = Mutex<(pending: PendingSwap?, transaction: SwapCaller?, expired: [String: [String]])>((nil, nil, [:]))

    /// Sessions that end without being ended, such as those of a client that only names one, are forgotten some time.
    private static let sessionLimit = 256

    var pending: PendingSwap? {
        get { state.withLock { $0.pending } }
        set { state.withLock { $0.pending = newValue } }
    }

    /// Remembers that the time of a switch was over, for the end of its session.
    func noteExpired(_ swap: PendingSwap) {
        state.withLock { state in
            if state.expired.count >= Self.sessionLimit { state.expired.removeAll() }
            state.expired[swap.holder.session, default: []].append(swap.wayBack)
        }
    }

    func takeExpired(session: String) -> [String] { state.withLock { $0.expired.removeValue(forKey: session) ?? [] } }

    /// Who has a transaction open.
    var transaction: SwapCaller? {
        get { state.withLock { $0.transaction } }
        set { state.withLock { $0.transaction = newValue } }
    }
}
