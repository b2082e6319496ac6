import JSONCodec
import Messaging
import Testing

@Suite("The local transport", .timeLimit(.minutes(5)))
struct LocalTransportTests {
    @Test("a queue that nobody serves holds its limit and then refuses by name")
    func limit() async throws {
        let transport = LocalTransport(queueLimit: 3)
        let target = Target(topic: "cinder-volume", server: "host@lvm")
        for _ in 0..<3 { try transport.cast(target, RPCContext(), "who", [:]) }
        #expect(throws: MessagingError.queueFull(queue: "cinder-volume.host@lvm", limit: 3)) {
            try transport.cast(target, RPCContext(), "who", [:])
        }
        #expect(transport.queues == [.init(name: "cinder-volume.host@lvm", depth: 3, consumers: 0)])
        transport.close()
    }

    @Test("a worker handles no more than its pool allows; the rest shows as queue depth")
    func pool() async throws {
        let transport = LocalTransport()
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let (entered, entry) = AsyncStream.makeStream(of: Void.self)
        let endpoint = RPCEndpoint(
            version: RPCVersion(1, 0),
            methods: [
                RPCMethod("wait", .cast) { _ in
                    entry.yield()
                    for await _ in gate { break }
                    return nil
                }
            ])
        let server = RPCServer(id: "1", target: Target(topic: "t"), endpoints: [endpoint], transport: transport, concurrency: 1)
        try await server.start()
        for _ in 0..<3 { try transport.cast(Target(topic: "t"), RPCContext(), "wait", [:]) }
        var iterator = entered.makeAsyncIterator()
        _ = await iterator.next()
        #expect(await server.status.queueDepth == 2)
        #expect(await server.status.running == 1)
        #expect(await server.status.lastHeartbeat != nil)
        for _ in 0..<2 {
            opener.yield()
            _ = await iterator.next()
        }
        opener.yield()
        #expect(await server.stop())
        #expect(await server.status.calls == 3)
        transport.close()
    }

    @Test("endpoints are listed once for each topic")
    func listing() {
        let transport = LocalTransport()
        let servers = ["a", "b"].map { name in
            RPCServer(
                id: name, target: Target(topic: "t", server: name), endpoints: [sampleEndpoint(namespace: "state")], transport: transport)
        }
        let list = EndpointListing.list(servers)
        #expect(list.count == 1)
        #expect(list.first?.topic == "t")
        #expect(list.first?.namespace == "state")
        #expect(list.first?.version.description == "1.3")
        #expect(list.first?.methods.map(\.name) == ["echo", "who", "context", "fail", "break", "hang"])
    }

    @Test("a context keeps what it does not know, leaves out the token, and reads the older names")
    func context() {
        let message: JSONObject = [
            "_context_user": "u", "_context_tenant": "p", "_context_auth_token": "secret", "_context_timestamp": "now", "method": "m",
        ]
        let context = RPCContext(flattened: message)
        #expect(context.userID == "u")
        #expect(context.projectID == "p")
        #expect(context.flattened["_context_timestamp"] == "now")
        #expect(context.flattened["_context_auth_token"] == nil)
        #expect(context.flattened["method"] == nil)
    }

    @Test("a notification is written as oslo.messaging writes it")
    func notification() {
        let notification = Notification(publisherID: "volume.h", eventType: "volume.create.end", priority: .warn, payload: [:])
        #expect(notification.message["priority"] == "WARN")
        #expect(notification.message.keys == ["message_id", "publisher_id", "event_type", "priority", "payload", "timestamp"])
        #expect(notification.messageID.utf8.count == 36)
        #expect(notification.timestamp.utf8.count == 26)
    }
}
