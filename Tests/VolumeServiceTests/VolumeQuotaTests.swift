import JSONCodec
import Messaging
import NIOHTTP1
import Testing
import VolumeService

@Suite struct `Quotas of volumes` {
    @Test func `64 requests at once never exceed the quota`() async throws {
        try await withVolumes { fixture in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<64 {
                    group.addTask { try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 1]]).status }
                }
                var statuses: [Int] = []
                for try await status in group { statuses.append(status) }
                return statuses
            }
            #expect(statuses.count { $0 == 202 } == 10)
            #expect(statuses.count { $0 == 413 } == 54)
            try await fixture.settle()
            let volumes = try await fixture.send(.GET, "/v3/volumes?status=available").json["volumes"]?.arrayValue
            #expect(volumes?.count == 10)
        }
    }

    @Test func `an exhausted quota is answered 413 with the advice to retry`() async throws {
        try await withVolumes(workers: false) { fixture in
            _ = try await fixture.send(.PUT, "/v3/os-quota-sets/proj1", ["quota_set": ["gigabytes": 4, "per_volume_gigabytes": 3]])
            let tooLarge = try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 4]])
            #expect(tooLarge.status == 413)
            #expect(tooLarge.headers.first(name: "Retry-After") == "0")
            #expect(tooLarge.json["overLimit"]?["retryAfter"] == "0")
            #expect(tooLarge.json["overLimit"]?["code"] == 413)
            _ = try await fixture.create(size: 3)
            #expect(try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 2]]).status == 413)
            #expect(try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 1]]).status == 202)
            // Another project has its own.
            #expect(try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 4]], project: "proj2").status == 202)
        }
    }

    @Test func `a type has quotas of its own, which follow it when it is renamed`() async throws {
        try await withVolumes(workers: false) { fixture in
            let type = try await fixture.send(.POST, "/v3/types", ["volume_type": ["name": "t"]]).json["volume_type"]?["id"]?.stringValue
            let id = try #require(type)
            #expect(try await fixture.send(.PUT, "/v3/os-quota-sets/proj1", ["quota_set": ["volumes_t": 1]]).status == 200)
            _ = try await fixture.create(size: 1, ["volume_type": "t"])
            #expect(try await fixture.send(.PUT, "/v3/types/\(id)", ["volume_type": ["name": "u"]]).status == 200)
            #expect(try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 1, "volume_type": "u"]]).status == 413)
            let quotas = try await fixture.send(.GET, "/v3/os-quota-sets/proj1?usage=True").json["quota_set"]
            #expect(quotas?["volumes_u"] == ["limit": 1, "in_use": 1, "reserved": 0])
            #expect(quotas?["volumes_t"] == nil)
            #expect(try await fixture.send(.DELETE, "/v3/types/\(id)").status == 400)
        }
    }

    @Test func `the class default holds for projects without limits of their own`() async throws {
        try await withVolumes(workers: false) { fixture in
            #expect(try await fixture.send(.PUT, "/v3/os-quota-class-sets/default", ["quota_class_set": ["volumes": 1]]).status == 200)
            _ = try await fixture.create()
            #expect(try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 1]]).status == 413)
            #expect(try await fixture.send(.GET, "/v3/os-quota-sets/proj9/defaults").json["quota_set"]?["volumes"] == 1)
        }
    }

    @Test(arguments: [
        "{\"quota_set\": {\"volumes\": -2}}", "{\"quota_set\": {\"nonsense\": 1}}", "{\"quota_set\": {}}",
        "{\"quota_set\": {\"volumes\": 1.5}}",
        "{\"quota_set\": []}", "{}", "[]", "{", "{\"quota_set\": {\"volumes\": \"many\"}}",
    ])
    func `a bad limit is refused`(body: String) async throws {
        try await withVolumes(workers: false) { fixture in
            let answer = try await fixture.send(.PUT, "/v3/os-quota-sets/proj1", raw: body)
            #expect(answer.status == 400)
            #expect(answer.json["badRequest"]?["code"] == 400)
        }
    }
}
