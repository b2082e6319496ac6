/// A place in the ``SignalRelay``; it ends with ``cancel()``.
struct SignalSubscription: Sendable {
    let signal: Int32
    let id: Int

    func cancel() {
        SignalRelay.shared.cancel(self)
    }
}
