import HTTPApplication
import JSONCodec
import NIOHTTP1
import Testing

@Suite struct `Policies of endpoints` {
    private static func make(_ fixture: IdentityFixture, _ kind: String, _ body: JSONObject) async throws -> String {
        let answer = try await fixture.send(.POST, "/v3/\(kind == "policy" ? "policie" : kind)s", [kind: .object(body)])
        #expect(answer.status == 201, "\(answer.text)")
        return answer.json[kind]?["id"]?.stringValue ?? ""
    }

    @Test func `come from the nearest association: the endpoint's, its region's and those above, its service's`() async throws {
        try await withIdentity { fixture in
            func policy(_ name: String) async throws -> String {
                try await Self.make(fixture, "policy", ["type": .string(name), "blob": "{}"])
            }
            let service = try await Self.make(fixture, "service", ["type": "compute"])
            _ = try await Self.make(fixture, "region", ["id": "land"])
            _ = try await Self.make(fixture, "region", ["id": "town", "parent_region_id": "land"])
            func endpoint(_ region: JSONValue) async throws -> String {
                try await Self.make(
                    fixture, "endpoint",
                    ["service_id": .string(service), "interface": "public", "url": "http://x", "region_id": region])
            }
            let (town, nowhere) = (try await endpoint("town"), try await endpoint(.null))
            func nearest(_ endpoint: String) async throws -> String? {
                try await fixture.send(.GET, "/v3/endpoints/\(endpoint)/OS-ENDPOINT-POLICY/policy").json["policy"]?["type"]?.stringValue
            }
            func associate(_ policy: String, _ place: String, _ method: HTTPMethod = .PUT) async throws -> Int {
                try await fixture.send(method, "/v3/policies/\(policy)/OS-ENDPOINT-POLICY/\(place)").status
            }
            #expect(try await nearest(town) == nil)
            let (wide, regional, own) = (try await policy("wide"), try await policy("regional"), try await policy("own"))
            #expect(try await associate(wide, "services/\(service)") == 204)
            #expect(try await nearest(town) == "wide")
            #expect(try await associate(regional, "services/\(service)/regions/land") == 204)
            #expect(try await nearest(town) == "regional")
            #expect(try await nearest(nowhere) == "wide")
            #expect(try await associate(own, "endpoints/\(town)") == 204)
            #expect(try await nearest(town) == "own")
            // Another policy for the same endpoint takes its place.
            #expect(try await associate(wide, "endpoints/\(town)") == 204)
            #expect(try await associate(own, "endpoints/\(town)", .GET) == 404)
            #expect(try await associate(wide, "endpoints/\(town)", .HEAD) == 204)
            #expect(try await nearest(town) == "wide")

            func endpoints(_ policy: String) async throws -> Set<String> {
                let list = try await fixture.send(.GET, "/v3/policies/\(policy)/OS-ENDPOINT-POLICY/endpoints").json["endpoints"]
                return Set(list?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? [])
            }
            #expect(try await endpoints(wide) == [town, nowhere])
            #expect(try await endpoints(regional) == [town])
            #expect(try await endpoints(own).isEmpty)

            #expect(try await associate(wide, "endpoints/\(town)", .DELETE) == 204)
            #expect(try await associate(wide, "endpoints/\(town)", .DELETE) == 204)
            #expect(try await nearest(town) == "regional")
            // A policy takes its associations along.
            #expect(try await fixture.send(.DELETE, "/v3/policies/\(regional)").status == 204)
            #expect(try await nearest(town) == "wide")
            let head = try await fixture.send(.HEAD, "/v3/endpoints/\(town)/OS-ENDPOINT-POLICY/policy")
            #expect(head.status == 200)
        }
    }

    @Test func `are associated with what is there, by administrators`() async throws {
        try await withIdentity { fixture in
            let policy = try await Self.make(fixture, "policy", ["type": "t", "blob": "{}"])
            let service = try await Self.make(fixture, "service", ["type": "compute"])
            let base = "/v3/policies/\(policy)/OS-ENDPOINT-POLICY"
            for path in [
                "/v3/policies/nope/OS-ENDPOINT-POLICY/services/\(service)", base + "/services/nope", base + "/endpoints/nope",
                base + "/services/\(service)/regions/nope",
            ] {
                #expect(try await fixture.send(.PUT, path).status == 404, "\(path)")
            }
            let member = TestCaller.user("m", project: "p", roles: ["member"])
            for method in [HTTPMethod.GET, .PUT, .DELETE] {
                #expect(try await fixture.send(method, base + "/services/\(service)", by: member).status == 403)
            }
            #expect(try await fixture.send(.GET, base + "/endpoints", by: member).status == 403)
        }
    }
}
