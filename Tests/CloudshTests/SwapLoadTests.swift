import Synchronization
import Testing
import WireClient

/// The same with ten times as many swaps, and with what they cost, is a part of `make bench`: Benchmarks/Swaps.
@Suite("Swaps under load", .blackBox, .serialized, .timeLimit(.minutes(5)))
struct SwapLoadTests {
    private struct Seen: Sendable {
        var kind: String
        var status: Int
        var generation: String
        /// The swaps of which one must have been the last when the head was read.
        var places: ClosedRange<Int>
        var isCreation = false
    }

    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
        func set() { isSet.store(true, ordering: .relaxed) }
    }

    /// Clients of one server that never connect a second time.
    private struct Load: Sendable {
        let port: Int
        let journal: SwapJournal
        let end = Flag()

        private func seen(_ kind: String, _ answer: WireClient.Answer, from first: Int, to last: Int? = nil) -> Seen {
            #expect(answer.headers["connection"] != "close", "\(kind)")
            return Seen(
                kind: kind, status: answer.status, generation: answer.headers["x-cloudsh-generation"] ?? "",
                places: first...(last ?? journal.begun))
        }

        private func repeating(_ body: (WireClient) async throws -> [Seen]) async throws -> [Seen] {
            let client = try WireClient(port: port)
            var all: [Seen] = []
            while !end.isSet.load(ordering: .relaxed), !Task.isCancelled { all += try await body(client) }
            return all
        }

        func keepAlive() async throws -> [Seen] {
            try await repeating { client in
                let first = journal.ended
                try await client.send("GET /v2.0/networks?limit=2 HTTP/1.1\r\nHost: x\r\n\r\n")
                return [seen("keep-alive", try await client.answer(), from: first)]
            }
        }

        func pipelined() async throws -> [Seen] {
            try await repeating { client in
                let first = journal.ended
                try await client.send(
                    String(repeating: "GET /v2.0/networks?limit=2 HTTP/1.1\r\nHost: x\r\n\r\n", count: 5))
                var all: [Seen] = []
                for _ in 0..<5 { all.append(seen("pipelined", try await client.answer(), from: first)) }
                return all
            }
        }

        private func upload(_ client: WireClient, headers: String) async throws {
            try await client.send(
                "POST /v2.0/networks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\(headers)\r\n")
        }

        private func chunk(_ text: String) -> String { String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n" }

        func chunked() async throws -> [Seen] {
            try await repeating { client in
                let first = journal.ended
                try await upload(client, headers: "")
                for part in [#"{"network":"#, #"{"name":"#, #""chunked"}}"#] { try await client.send(chunk(part)) }
                try await client.send("0\r\n\r\n")
                var answer = seen("chunked", try await client.answer(), from: first)
                answer.isCreation = true
                return [answer]
            }
        }

        /// One upload that takes four seconds; `admitted` is called when its head has been read.
        func slow(_ admitted: () -> Void) async throws -> [Seen] {
            let client = try WireClient(port: port)
            let first = journal.ended
            try await upload(client, headers: "Expect: 100-continue\r\n")
            #expect(try await client.answer().status == 100)
            let last = journal.begun
            admitted()
            for part in #"{"network":{"name":"slow"}}"# {
                try await client.send(chunk(String(part)))
                try await Task.sleep(for: .milliseconds(4000 / 27))
            }
            try await client.send("0\r\n\r\n")
            var answer = seen("slow", try await client.answer(), from: first, to: last)
            answer.isCreation = true
            return [answer]
        }
    }

    /// One after the other, they end as they begin.
    private static func round(_ number: Int, _ file: String) -> [SwapJournal.Swap] {
        [
            .init(commands: ["auth use keystone --app neutron"], status: 401),
            .init(commands: ["auth use noauth --app neutron"], status: 200),
            .init(commands: ["pipeline insert neutron sizelimit --use"], status: 200),
            .init(commands: ["pipeline remove neutron sizelimit --use"], status: 200),
            .init(
                commands: ["pipeline load neutron whole-\(number) \(file)#neutron", "pipeline use neutron whole-\(number)"], status: 200),
        ]
    }

    @Test("answer each request on the revision that was active when its head was read, and close no connection")
    func load() async throws {
        let checkout = String(#filePath.prefix(#filePath.count - "/Tests/CloudshTests/SwapLoadTests.swift".count))
        try await HTTPServer.serving(neutron: "debug = true\n") { server in
            let journal = try await SwapJournal(server)
            let load = Load(port: server.ports["neutron"] ?? 0, journal: journal)
            let (admission, admitted) = AsyncStream.makeStream(of: Void.self)
            let isSlowDone = Flag()
            let seen = try await withThrowingTaskGroup(of: [Seen].self) { group in
                group.addTask {
                    defer {
                        isSlowDone.set()
                        admitted.finish()
                    }
                    return try await load.slow { admitted.finish() }
                }
                for await _ in admission {}
                group.addTask { try await load.keepAlive() }
                group.addTask { try await load.keepAlive() }
                group.addTask { try await load.pipelined() }
                group.addTask { try await load.chunked() }
                defer { load.end.set() }
                var number = 0
                while number < 20 || !isSlowDone.isSet.load(ordering: .relaxed) {
                    number += 1
                    for swap in Self.round(number, checkout + "/etc/neutron-api-paste.ini") { try await journal.make(swap) }
                }
                load.end.set()
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(seen.map(\.kind)).count == 4)
            #expect(seen.contains { $0.status == 401 } && seen.contains { $0.status == 201 })
            for answer in seen {
                guard let (places, status) = journal.places(of: answer.generation) else {
                    Issue.record("\(answer)")
                    continue
                }
                #expect(places.contains { answer.places.contains($0) }, "\(answer) ran under swap \(places)")
                #expect(answer.status == (answer.isCreation && status == 200 ? 201 : status), "\(answer)")
            }
        }
    }
}
