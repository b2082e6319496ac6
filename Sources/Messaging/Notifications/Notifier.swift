package import JSONCodec

/// Emits notifications in a publisher's name.
package struct Notifier: Sendable {
    package let transport: any Transport
    package let publisherID: String
    package let topics: [String]

    package init(_ transport: any Transport, publisherID: String, topics: [String] = ["notifications"]) {
        self.transport = transport
        self.publisherID = publisherID
        self.topics = topics
    }

    /// Hands the event to the transport without waiting.
    ///
    /// - Throws: ``MessagingError`` when a topic refuses it; the topics before that one have it.
    package func emit(
        _ eventType: String, _ payload: JSONValue, priority: Notification.Priority = .info, context: RPCContext = RPCContext()
    ) throws {
        let notification = Notification(publisherID: publisherID, eventType: eventType, priority: priority, payload: payload)
        for topic in topics { try transport.notify(notification, topic: topic, context: context) }
    }
}
