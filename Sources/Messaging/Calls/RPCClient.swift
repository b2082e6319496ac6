package import JSONCodec

/// A caller's view of one topic: where to send, in which version, for how long to wait.
package struct RPCClient: Sendable {
    package let transport: any Transport
    package var target: Target
    package var timeout: Duration

    /// - Parameter timeout: `rpc_response_timeout`.
    package init(_ transport: any Transport, target: Target, timeout: Duration = .seconds(60)) {
        self.transport = transport
        self.target = target
        self.timeout = timeout
    }

    /// The same client with another server, version or fan-out.
    package func prepared(server: String? = nil, fanout: Bool? = nil, version: RPCVersion? = nil, timeout: Duration? = nil) -> RPCClient {
        var client = self
        if let server { client.target.server = server }
        if let fanout { client.target.isFanout = fanout }
        if let version { client.target.version = version }
        if let timeout { client.timeout = timeout }
        return client
    }

    /// Calls `method` and waits for its result. Throws as ``Transport/call(_:_:_:_:timeout:)``.
    package func call(_ method: String, _ arguments: JSONObject = [:], context: RPCContext) async throws -> JSONValue {
        try await transport.call(target, context, method, arguments, timeout: timeout)
    }

    /// Sends `method` without waiting. Throws as ``Transport/cast(_:_:_:_:)``.
    package func cast(_ method: String, _ arguments: JSONObject = [:], context: RPCContext) throws {
        try transport.cast(target, context, method, arguments)
    }
}
