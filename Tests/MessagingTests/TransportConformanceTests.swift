import JSONCodec
import Messaging
import Testing

@Suite("Every transport", .timeLimit(.minutes(5)))
struct TransportConformanceTests {
    private let context = RPCContext(requestID: "req-1", userID: "u", projectID: "p", roles: ["member"], generation: 7)
    private let topic = Target(topic: "t")

    private func serve(
        _ transport: any Transport, _ target: Target = Target(topic: "t"), _ endpoints: [RPCEndpoint] = [sampleEndpoint()],
        concurrency: Int = 64
    ) async throws -> RPCServer {
        let server = RPCServer(
            id: target.description, target: target, endpoints: endpoints, transport: transport, concurrency: concurrency)
        try await server.start()
        return server
    }

    @Test("a call is answered with what the handler returned", arguments: TransportUnderTest.allCases)
    func call(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let server = try await serve(transport)
        let value: JSONValue = ["a": [1, 2.5, nil, true, "é"], "b": [:]]
        #expect(try await transport.call(topic, context, "echo", ["value": value], timeout: .seconds(30)) == value)
        #expect(await server.status.calls == 1)
        #expect(await server.status.failures == 0)
        transport.close()
    }

    @Test("the context travels with the message", arguments: TransportUnderTest.allCases)
    func contextTravels(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        _ = try await serve(transport)
        let seen = try await transport.call(topic, context, "context", [:], timeout: .seconds(30))
        #expect(RPCContext(flattened: seen.objectValue ?? [:]) == context)
        transport.close()
    }

    @Test("a handler's error reaches the caller with type and message, and counts", arguments: TransportUnderTest.allCases)
    func failure(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let server = try await serve(transport)
        await #expect(throws: RemoteError("VolumeNotFound", message: "as asked")) {
            try await transport.call(topic, context, "fail", ["type": "VolumeNotFound"], timeout: .seconds(30))
        }
        // An error of the handler's own calls is its failure, not the transport's.
        let error = await #expect(throws: RemoteError.self) {
            try await transport.call(topic, context, "break", [:], timeout: .seconds(30))
        }
        #expect(error?.type == "MessagingError")
        #expect(await server.status.failures == 2)
        #expect(try await transport.call(topic, context, "who", [:], timeout: .seconds(30)) == "one")
        transport.close()
    }

    @Test("version, namespace, method and arguments must fit", arguments: TransportUnderTest.allCases)
    func matching(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        _ = try await serve(
            transport, topic, [sampleEndpoint(), sampleEndpoint(namespace: "state", version: RPCVersion(2, 0), name: "two")])
        func ask(_ method: String, _ namespace: String?, _ version: RPCVersion, _ arguments: JSONObject = [:]) async throws -> JSONValue {
            let target = Target(topic: "t", namespace: namespace, version: version)
            return try await transport.call(target, context, method, arguments, timeout: .seconds(30))
        }
        #expect(try await ask("who", nil, RPCVersion(1, 2)) == "one")
        #expect(try await ask("who", "state", RPCVersion(2, 0)) == "two")
        await #expect(throws: MessagingError.unsupportedVersion(method: "who", namespace: nil, version: RPCVersion(1, 4))) {
            try await ask("who", nil, RPCVersion(1, 4))
        }
        await #expect(throws: MessagingError.unsupportedVersion(method: "who", namespace: "dhcp", version: RPCVersion(1, 0))) {
            try await ask("who", "dhcp", RPCVersion(1, 0))
        }
        await #expect(throws: MessagingError.noSuchMethod(method: "description", namespace: "state")) {
            try await ask("description", "state", RPCVersion(2, 0))
        }
        await #expect(
            throws: MessagingError.badArguments(
                method: "echo", problems: ["value is missing", "note must be of type string", "extra is unknown"])
        ) {
            try await ask("echo", nil, RPCVersion(1, 0), ["note": 3, "extra": nil])
        }
        transport.close()
    }

    @Test("a call that nobody answers ends after its timeout and leaves nothing behind", arguments: TransportUnderTest.allCases)
    func timeout(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        await #expect(throws: MessagingTimeout(target: topic, method: "who", timeout: .milliseconds(5))) {
            try await transport.call(topic, context, "who", [:], timeout: .milliseconds(5))
        }
        let server = try await serve(transport)
        #expect(try await transport.call(topic, context, "who", [:], timeout: .seconds(30)) == "one")
        // The abandoned request was not run.
        #expect(await server.status.calls == 1)
        transport.close()
    }

    @Test("a handler that does not end is cancelled at the deadline, and its caller told", arguments: TransportUnderTest.allCases)
    func deadline(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let server = try await serve(transport)
        let (topic, context) = (topic, context)
        let caller = Task { try await transport.call(topic, context, "hang", [:], timeout: .seconds(3600)) }
        // Counted as it is handed to the handler.
        while await server.status.calls == 0 { await Task.yield() }
        #expect(await server.stop(within: .zero) == false)
        let error = await #expect(throws: RemoteError.self) { try await caller.value }
        #expect(error?.type == "CancellationError")
        #expect(await server.status.state == .stopped)
        transport.close()
    }

    @Test("a cancelled caller stops waiting", arguments: TransportUnderTest.allCases)
    func cancellation(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let (topic, context) = (topic, context)
        let caller = Task { try await transport.call(topic, context, "who", [:], timeout: .seconds(3600)) }
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
        transport.close()
    }

    @Test("casts wait for a server, in order", arguments: TransportUnderTest.allCases)
    func casts(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        for number in 0..<100 { try transport.cast(topic, context, "note", ["number": .integer(number)]) }
        let (seen, sink) = AsyncStream.makeStream(of: Int.self)
        let endpoint = RPCEndpoint(
            version: RPCVersion(1, 0),
            methods: [
                RPCMethod("note", .cast, arguments: [RPCArgument("number", .integer)]) { request in
                    sink.yield(try request.integer("number"))
                    return nil
                }
            ])
        let server = try await serve(transport, topic, [endpoint], concurrency: 1)
        var numbers: [Int] = []
        for await number in seen {
            numbers.append(number)
            if numbers.count == 100 { break }
        }
        #expect(numbers == Array(0..<100))
        #expect(await server.stop())
        #expect(await server.status.queueDepth == 0)
        transport.close()
    }

    @Test("servers of a topic take turns, each is reached by name, and fan-outs reach all", arguments: TransportUnderTest.allCases)
    func addressing(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let (seen, sink) = AsyncStream.makeStream(of: String.self)
        for name in ["a", "b", "c"] {
            var endpoint = sampleEndpoint(name: name)
            endpoint.methods.append(
                RPCMethod("tell", .cast) { _ in
                    sink.yield(name)
                    return nil
                })
            _ = try await serve(transport, Target(topic: "t", server: name), [endpoint])
        }
        var answers: [String: Int] = [:]
        for _ in 0..<9 {
            let name = try await transport.call(topic, context, "who", [:], timeout: .seconds(30)).stringValue ?? ""
            answers[name, default: 0] += 1
        }
        #expect(answers == ["a": 3, "b": 3, "c": 3])
        for name in ["a", "b", "c"] {
            let target = Target(topic: "t", server: name)
            #expect(try await transport.call(target, context, "who", [:], timeout: .seconds(30)) == .string(name))
        }
        try transport.cast(Target(topic: "t", fanout: true), context, "tell", [:])
        var told: Set<String> = []
        for await name in seen {
            told.insert(name)
            if told.count == 3 { break }
        }
        #expect(told == ["a", "b", "c"])
        try transport.cast(Target(topic: "nobody", fanout: true), context, "tell", [:])
        transport.close()
    }

    @Test("a stopped server finishes what it has and takes no more", arguments: TransportUnderTest.allCases)
    func draining(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let (entered, entry) = AsyncStream.makeStream(of: Void.self)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let endpoint = RPCEndpoint(
            version: RPCVersion(1, 0),
            methods: [
                RPCMethod("wait") { _ in
                    entry.yield()
                    for await _ in gate { break }
                    return "done"
                },
                RPCMethod("who") { _ in "first" },
            ])
        let server = try await serve(transport, topic, [endpoint])
        let (topic, context) = (topic, context)
        async let answer = transport.call(topic, context, "wait", [:], timeout: .seconds(30))
        for await _ in entered { break }
        async let drained = server.stop(within: .seconds(30))
        while await server.status.state != .draining { await Task.yield() }
        await #expect(throws: MessagingError.draining(worker: "t")) { try await server.start() }
        async let later = transport.call(topic, context, "who", [:], timeout: .seconds(30))
        opener.yield()
        #expect(try await answer == "done")
        #expect(await drained)
        let second = RPCServer(id: "2", target: topic, endpoints: [sampleEndpoint(name: "second")], transport: transport)
        try await second.start()
        #expect(try await later == "second")
        try await second.restart()
        #expect(try await transport.call(topic, context, "who", [:], timeout: .seconds(30)) == "second")
        #expect(await second.status.calls == 2)
        transport.close()
    }

    @Test("many callers at once all get their own answer", arguments: TransportUnderTest.allCases)
    func load(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let servers = [
            try await serve(transport, Target(topic: "t", server: "a"), concurrency: 4),
            try await serve(transport, Target(topic: "t", server: "b"), concurrency: 4),
        ]
        let (topic, context) = (topic, context)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<1000 {
                group.addTask {
                    try await transport.call(topic, context, "echo", ["value": .integer(number)], timeout: .seconds(60)) == .integer(number)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        var calls = 0
        for server in servers {
            #expect(await server.stop())
            calls += await server.status.calls
        }
        #expect(calls == 1000)
        transport.close()
    }

    @Test("notifications reach each subscriber in order, by priority", arguments: TransportUnderTest.allCases)
    func notifications(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let notifier = Notifier(transport, publisherID: "network.host")
        try notifier.emit("port.create.start", nil)
        let (all, allSink) = AsyncStream.makeStream(of: Notification.self)
        let (errors, errorSink) = AsyncStream.makeStream(of: Notification.self)
        let first = try transport.subscribe(topic: "notifications", priorities: nil) { allSink.yield($0) }
        let second = try transport.subscribe(topic: "notifications", priorities: [.error]) { errorSink.yield($0) }
        try notifier.emit("port.create.start", ["port": ["name": "x"]], context: context)
        try notifier.emit("port.create.error", nil, priority: .error)
        var iterator = all.makeAsyncIterator()
        let start = await iterator.next()
        #expect(start?.eventType == "port.create.start")
        #expect(start?.payload == ["port": ["name": "x"]])
        #expect(start?.publisherID == "network.host")
        #expect(start?.priority == .info)
        #expect(await iterator.next()?.eventType == "port.create.error")
        var errorIterator = errors.makeAsyncIterator()
        #expect(await errorIterator.next()?.eventType == "port.create.error")
        #expect(await first.stop(within: .seconds(30)))
        #expect(await second.stop(within: .seconds(30)))
        transport.close()
    }

    @Test("a closed transport ends its calls and refuses new ones", arguments: TransportUnderTest.allCases)
    func closing(kind: TransportUnderTest) async throws {
        let transport = kind.make()
        let server = try await serve(transport)
        let (topic, context) = (topic, context)
        let pending = Task { try await transport.call(topic, context, "hang", [:], timeout: .seconds(3600)) }
        while await server.status.calls == 0 { await Task.yield() }
        transport.close()
        await #expect(throws: MessagingError.closed) { try await pending.value }
        #expect(throws: MessagingError.closed) { try transport.cast(topic, context, "who", [:]) }
        await #expect(throws: MessagingError.closed) { try await transport.call(topic, context, "who", [:], timeout: .seconds(1)) }
        #expect(await server.stop(within: .zero) == false)
    }
}
