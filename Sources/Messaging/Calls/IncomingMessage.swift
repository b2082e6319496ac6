package import JSONCodec

/// A message as a transport hands it to a server.
package struct IncomingMessage: Sendable {
    package var target: Target
    package var context: RPCContext
    package var method: String
    package var arguments: JSONObject
    /// Whether somebody waits for the answer.
    package var expectsReply: Bool
    package var messageID: String

    package init(
        target: Target, context: RPCContext, method: String, arguments: JSONObject, expectsReply: Bool,
        messageID: String = MessageID.make()
    ) {
        self.target = target
        self.context = context
        self.method = method
        self.arguments = arguments
        self.expectsReply = expectsReply
        self.messageID = messageID
    }
}
