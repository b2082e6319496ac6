import HTTPApplication
import JSONCodec
import NIOCore
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

    @Test("A list of a thousand networks is not too long to be kept")
    func thousand() async throws {
        let network = try await LiveNetwork(config: LiveNetwork.ml2 + "\n[quotas]\nquota_network = -1\n")
        let names = (0..<250).map { JSONValue.object(["name": .string("network-of-a-usual-name-\($0)")]) }
        for _ in 0..<4 { _ = try await network.post("/v2.0/networks", ["networks": .array(names)]) }
        let controller = try #require(network.service.resources.first)
        func bytes() throws -> ByteBuffer {
            let request = Request(method: .GET, target: "/networks", context: RequestContext())
            return try controller.list(request).bufferedBody
        }
        let answers = try [bytes(), bytes(), bytes()]
        // What is kept is given out without a copy.
        let places = answers.map { $0.withUnsafeReadableBytes(\.baseAddress) }
        #expect(places[1] == places[2])
        #expect(places[0] != places[1])
        #expect(answers[1].readableBytes > 1 << 19)
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

    @Test("Users of a project, who see the same, share what is kept; those of another do not")
    func shared() async throws {
        let network = try await LiveNetwork()
        #expect(try await network.send(.POST, "/v2.0/networks", #"{"network":{"name":"one"}}"#, roles: ["member"]).status == 201)
        let controller = try #require(network.service.resources.first)
        func bytes(_ user: String, _ project: String, _ roles: [String] = ["member", "reader"]) throws -> ByteBuffer {
            var context = RequestContext()
            (context.isAuthenticated, context.userID, context.projectID, context.roles) = (true, user, project, roles)
            return try controller.list(Request(method: .GET, target: "/networks", context: context)).bufferedBody
        }
        _ = try bytes("first", "proj1")
        let answers = try [bytes("first", "proj1"), bytes("second", "proj1"), bytes("third", "proj1", ["reader"])]
        #expect(Set(answers.map { $0.withUnsafeReadableBytes(\.baseAddress) }).count == 1)
        #expect(try String(buffer: bytes("second", "proj1")).contains("one"))
        for _ in 1...2 { #expect(try !String(buffer: bytes("fourth", "proj2")).contains("one")) }
        // Without the role that the rule asks for nothing is seen.
        #expect(try !String(buffer: bytes("fifth", "proj1", ["guest"])).contains("one"))
    }
}
