package import JSONCodec

/// Finds the method a message asks for among a server's endpoints, checks its arguments and runs it.
package struct RPCDispatcher: Sendable {
    package let endpoints: [RPCEndpoint]

    package init(_ endpoints: [RPCEndpoint]) { self.endpoints = endpoints }

    /// The first endpoint of the namespace with a fitting version that has the method wins, as in oslo.messaging's dispatcher.
    ///
    /// - Throws: ``MessagingError``: no such version, or no such method in it.
    package func method(_ name: String, namespace: String?, version: RPCVersion) throws -> RPCMethod {
        var isServed = false
        for endpoint in endpoints where endpoint.namespace == namespace && endpoint.version.serves(version) {
            isServed = true
            for method in endpoint.methods where method.name == name { return method }
        }
        throw isServed
            ? MessagingError.noSuchMethod(method: name, namespace: namespace)
            : MessagingError.unsupportedVersion(method: name, namespace: namespace, version: version)
    }

    /// Runs the method that `message` asks for.
    ///
    /// - Throws: ``MessagingError`` when there is no such method or its arguments are wrong; ``RemoteError`` for what the handler throws.
    package func dispatch(_ message: IncomingMessage) async throws -> JSONValue {
        let method = try method(message.method, namespace: message.target.namespace, version: message.target.version)
        try method.check(message.arguments)
        let request = RPCRequest(
            method: message.method, arguments: message.arguments, context: message.context, target: message.target,
            messageID: message.messageID)
        do {
            return try await method.handler(request)
        } catch {
            throw RemoteError(error)
        }
    }
}
