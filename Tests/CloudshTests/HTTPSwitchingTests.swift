import Synchronization
import Testing
import WireClient

@Suite("Changes under load", .blackBox, .serialized)
struct HTTPSwitchingTests {
    private struct Seen: Sendable {
        var status: Int
        var requestID: String
    }

    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    /// What clients that keep asking on connections that they keep are answered while `change` runs.
    private func load(_ server: HTTPServer, reconnects: Bool, _ change: () throws -> Void) async throws -> [Seen] {
        let end = Flag()
        let port = server.ports["neutron"] ?? 0
        return try await withThrowingTaskGroup(of: [Seen].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var seen: [Seen] = []
                    var client = try WireClient(port: port)
                    while !end.isSet.load(ordering: .relaxed) {
                        try await client.send("GET /v2.0/networks HTTP/1.1\r\nHost: x\r\n\r\n")
                        let answer = try await client.answer()
                        seen.append(Seen(status: answer.status, requestID: answer.headers["x-openstack-request-id"] ?? ""))
                        guard answer.headers["connection"] == "close" else { continue }
                        #expect(reconnects, "a connection was closed")
                        client = try WireClient(port: port)
                    }
                    return seen
                }
            }
            do { try change() } catch {
                end.isSet.store(true, ordering: .relaxed)
                throw error
            }
            end.isSet.store(true, ordering: .relaxed)
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    @Test("of the pipeline close no connection, and each answer is that of the generation it ran under")
    func swaps() async throws {
        try await HTTPServer.serving { server in
            let commands = (0..<100).flatMap { _ in ["auth use keystone --app neutron", "auth use noauth --app neutron"] }
            let seen = try await load(server, reconnects: false) {
                let result = try server.shell(commands)
                #expect(result.status == 0, "\(result.errors)")
            }
            // The writer of the log is a moment late; it has written everything when the instance has ended.
            server.terminate()
            let log = try await server.logAtEnd()
            var strategies: [String: String] = [:]
            var logged: [String: (status: String, generation: String)] = [:]
            for line in log.utf8.split(separator: UInt8(ascii: "\n")) {
                let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
                func word(after name: String) -> String? {
                    words.firstIndex(of: name).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
                }
                guard let generation = word(after: "generation") ?? word(after: "generation:") else { continue }
                if let status = word(after: "status:"), let id = words.last {
                    logged[id] = (status, generation)
                } else if let strategy = words.first(where: { $0.hasPrefix("(") }) {
                    strategies[generation] = strategy
                }
            }
            #expect(seen.count > 0)
            for answer in seen {
                let line = try #require(logged[answer.requestID])
                #expect(line.status == String(answer.status))
                #expect(answer.status == (strategies[line.generation] == "(noauth)" ? 200 : 401))
            }
        }
    }

    @Test("of the workers lose no request")
    func workers() async throws {
        try await HTTPServer.serving { server in
            let commands = (0..<5).flatMap { _ in ["worker scale neutron 4", "worker scale neutron 1", "worker scale neutron 2"] }
            let seen = try await load(server, reconnects: true) {
                let result = try server.shell(commands)
                #expect(result.status == 0, "\(result.errors)")
            }
            #expect(seen.allSatisfy { $0.status == 200 })
        }
    }
}
