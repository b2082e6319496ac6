import Synchronization

/// Tells whoever keeps revocations in memory of each new one, once it is durable.
package final class RevocationFeed: Sendable {
    private let observers = Mutex<[@Sendable (RevocationEvent) -> Void]>([])

    package init() {}

    /// - Parameter observer: called on the store's writer thread; it must be short and must not wait.
    package func observe(_ observer: @escaping @Sendable (RevocationEvent) -> Void) { observers.withLock { $0.append(observer) } }

    func post(_ event: RevocationEvent) {
        for observer in observers.withLock({ $0 }) { observer(event) }
    }
}
