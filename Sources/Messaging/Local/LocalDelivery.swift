import JSONCodec

/// What waits in a queue of the in-process transport.
enum LocalDelivery: Sendable {
    /// A request, with the place its reply goes to when somebody waits for one.
    case request(IncomingMessage, reply: OneShot<JSONValue>?)
    case notification(Notification)
}
