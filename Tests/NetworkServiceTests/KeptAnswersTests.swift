import JSONCodec
import NIOHTTP1
import Testing

@testable import NetworkService

struct KeptAnswersTests {
    private func list(_ network: LiveNetwork, _ project: String, _ roles: [String], host: String = "a") async throws -> [JSONValue] {
        var answers: [LiveNetwork.Answer] = []
        for _ in 0..<3 {
            answers.append(
                try await network.send(.GET, "/v2.0/networks?limit=5", project: project, roles: roles, headers: ["Host": host]))
        }
        let last = try #require(answers.last)
        for answer in answers { #expect(answer.text == last.text) }
        let links = last.json["networks_links"]?.arrayValue ?? []
        #expect(!links.isEmpty && links.allSatisfy { $0["href"]?.stringValue?.hasPrefix("http://\(host)/v2.0/networks?") ?? false })
        return last.json["networks"]?.arrayValue ?? []
    }

    @Test("An answer that is given again is given to the same caller at the same address, and to nobody after a write")
    func kept() async throws {
        let network = try await LiveNetwork()
        let made = try await network.send(.POST, "/v2.0/networks", #"{"network":{"name":"one"}}"#, roles: ["admin"])
        let id = made.json["network"]?["id"]?.stringValue ?? ""
        #expect(try await list(network, "proj1", ["admin"]).first?["provider:network_type"] != nil)
        let own = try await list(network, "proj1", ["member", "reader"])
        #expect(own.count == 1 && own.first?["provider:network_type"] == nil)
        #expect(try await list(network, "proj2", ["member", "reader"]).isEmpty)
        #expect(try await list(network, "proj1", ["admin"], host: "b").count == 1)
        func name(_ roles: [String]) async throws -> JSONValue? {
            _ = try await network.send(.GET, "/v2.0/networks/" + id, roles: roles)
            return try await network.send(.GET, "/v2.0/networks/" + id, roles: roles).json["network"]?["name"]
        }
        for number in 0..<3 {
            let body = #"{"network":{"name":"name \#(number)"}}"#
            #expect(try await network.send(.PUT, "/v2.0/networks/" + id, body, roles: ["admin"]).status == 200)
            #expect(try await list(network, "proj1", ["admin"]).first?["name"] == .string("name \(number)"))
            #expect(try await name(["admin"]) == .string("name \(number)"))
            #expect(try await name(["member", "reader"]) == .string("name \(number)"))
        }
        #expect(try await network.send(.DELETE, "/v2.0/networks/" + id, roles: ["admin"]).status == 204)
        #expect(try await list(network, "proj1", ["admin"]).isEmpty)
        #expect(try await network.send(.GET, "/v2.0/networks/" + id, roles: ["admin"]).status == 404)
    }
}
