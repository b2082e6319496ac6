package import JSONCodec

/// What a handler gets: the checked arguments and the context they came in.
package struct RPCRequest: Sendable {
    package var method: String
    package var arguments: JSONObject
    package var context: RPCContext
    package var target: Target
    package var messageID: String

    package init(method: String, arguments: JSONObject, context: RPCContext, target: Target, messageID: String) {
        self.method = method
        self.arguments = arguments
        self.context = context
        self.target = target
        self.messageID = messageID
    }

    /// The argument; `nil` when it is not there or null.
    package subscript(name: String) -> JSONValue? {
        guard let value = arguments[name], !value.isNull else { return nil }
        return value
    }

    package func string(_ name: String) throws -> String { try require(name, "string", \.stringValue) }
    package func integer(_ name: String) throws -> Int { try require(name, "integer", \.integerValue) }
    package func bool(_ name: String) throws -> Bool { try require(name, "boolean", \.boolValue) }
    package func object(_ name: String) throws -> JSONObject { try require(name, "object", \.objectValue) }
    package func array(_ name: String) throws -> [JSONValue] { try require(name, "array", \.arrayValue) }

    private func require<T>(_ name: String, _ kind: String, _ read: (JSONValue) -> T?) throws -> T {
        guard let value = self[name] else { throw MessagingError.badArguments(method: method, problems: ["\(name) is missing"]) }
        guard let result = read(value) else {
            throw MessagingError.badArguments(method: method, problems: ["\(name) must be of type \(kind)"])
        }
        return result
    }
}
