import JSONCodec
import Messaging

/// The transports that the conformance suite is run against.
enum TransportUnderTest: CaseIterable {
    case local

    func make() -> any Transport {
        switch self {
        case .local: LocalTransport()
        }
    }
}

/// An endpoint with a method of each sort.
func sampleEndpoint(namespace: String? = nil, version: RPCVersion = RPCVersion(1, 3), name: String = "one") -> RPCEndpoint {
    RPCEndpoint(
        namespace: namespace, version: version,
        methods: [
            RPCMethod("echo", arguments: [RPCArgument("value"), RPCArgument("note", .string, required: false)]) { request in
                request.arguments["value"] ?? .null
            },
            RPCMethod("who") { _ in .string(name) },
            RPCMethod("context") { request in .object(request.context.flattened) },
            RPCMethod("fail", arguments: [RPCArgument("type", .string)]) { request in
                throw RemoteError(try request.string("type"), message: "as asked")
            },
            RPCMethod("break") { _ in throw MessagingError.closed },
            RPCMethod("hang") { _ in
                try await Task.sleep(for: .seconds(3600))
                return nil
            },
        ])
}
