/// A place in a transport at which messages are taken.
package protocol MessageListener: Sendable {
    /// How many messages wait for this listener, those that others of its topic may take included.
    var queueDepth: Int { get }

    /// How many messages are being handled.
    var runningCount: Int { get }

    /// Takes no further message and waits for the handlers that run. Messages to the topic and to the server stay queued for those who come.
    ///
    /// - Returns: whether all handlers ended within `deadline`; those that did not are cancelled and left to themselves.
    @discardableResult
    func stop(within deadline: Duration) async -> Bool
}
