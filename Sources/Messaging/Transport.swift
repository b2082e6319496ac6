package import JSONCodec

/// What carries messages between callers and servers.
package protocol Transport: Sendable {
    /// Sends a request and waits for the reply.
    ///
    /// A request waits in its topic's queue until a server takes it; it is dropped when nobody waits for its reply any more.
    ///
    /// - Throws: ``MessagingTimeout``; ``RemoteError`` when the method failed; ``MessagingError`` when the server does not have it or the
    ///   message could not be queued; `CancellationError`.
    func call(_ target: Target, _ context: RPCContext, _ method: String, _ arguments: JSONObject, timeout: Duration) async throws
        -> JSONValue

    /// Sends a message that nobody answers: to one server of the topic, or with a fan-out target to all that listen now.
    ///
    /// Returns once the transport has accepted the message, without waiting: it may be called after a commit, on the writer's thread.
    ///
    /// - Throws: ``MessagingError``.
    func cast(_ target: Target, _ context: RPCContext, _ method: String, _ arguments: JSONObject) throws

    /// Takes messages that are sent to the target's topic, to its server within the topic, and to all servers of the topic.
    ///
    /// - Parameters:
    ///   - target: topic and server name.
    ///   - concurrency: how many messages are handled at a time.
    ///   - handle: answers a message; what it throws goes to the caller.
    func listen(
        _ target: Target, concurrency: Int, _ handle: @escaping @Sendable (IncomingMessage) async throws -> JSONValue
    ) throws -> any MessageListener

    /// Hands a notification to everybody who subscribed to the topic. Nobody there: it is dropped.
    ///
    /// - Throws: ``MessagingError``.
    func notify(_ notification: Notification, topic: String, context: RPCContext) throws

    /// Takes the notifications of a topic, one after the other in the order they were sent.
    ///
    /// - Parameter priorities: those wanted; `nil` is all.
    func subscribe(
        topic: String, priorities: Set<Notification.Priority>?, _ handle: @escaping @Sendable (Notification) async -> Void
    ) throws -> any MessageListener

    /// Ends all waiting calls and refuses new ones.
    func close()
}
