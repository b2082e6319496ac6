import HTTPApplication
import JSONCodec
import Messaging
import NIOHTTP1
import Testing
import VolumeService

@Suite struct `Requests for volumes` {
    @Test(arguments: [
        "", "{", "[]", "{}", "null", "{\"volume\": null}", "{\"volume\": []}", "{\"volume\": {}}", "{\"volume\": {\"size\": 0}}",
        "{\"volume\": {\"size\": -1}}", "{\"volume\": {\"size\": \"x\"}}", "{\"volume\": {\"size\": 1.5}}",
        "{\"volume\": {\"size\": true}}",
        "{\"volume\": {\"size\": 99999999999}}", "{\"volume\": {\"size\": 1, \"name\": 1}}",
        "{\"volume\": {\"size\": 1, \"metadata\": []}}",
        "{\"volume\": {\"size\": 1, \"metadata\": {\"\": \"v\"}}}", "{\"volume\": {\"size\": 1, \"metadata\": {\"k\": 1}}}",
        "{\"volume\": {\"size\": 1, \"availability_zone\": \"mars\"}}", "{\"volume\": {\"size\": 1, \"imageRef\": \"bad\"}}",
        "{\"volume\": {\"size\": 1}, \"more\": 1}", "{\"volume\": {\"size\": 1, \"snapshot_id\": \"x\"}}",
        "{\"volume\": {\"size\": 1, \"multiattach\": true}}", String(repeating: "[", count: 5000),
    ])
    func `a malformed body is answered 400`(body: String) async throws {
        try await withVolumes(workers: false) { fixture in
            let answer = try await fixture.send(.POST, "/v3/volumes", raw: body)
            #expect(answer.status == 400)
            #expect(answer.json["badRequest"]?["code"] == 400)
            #expect(answer.headers.first(name: "OpenStack-API-Version") == "volume 3.0")
        }
    }

    @Test(arguments: [
        ("volume 3.72", 406), ("volume 2.0", 406), ("volume 4.0", 406), ("volume x", 400), ("compute 2.1", 400), ("volume", 400),
        ("volume 3.05", 400), ("volume 3.5 3.6", 400), ("volume 3.71", 200), ("volume latest", 200), ("compute 2.1, volume 3.5", 200),
    ])
    func `the microversion is negotiated`(header: String, status: Int) async throws {
        try await withVolumes(workers: false) { fixture in
            let answer = try await fixture.send(.GET, "/v3/volumes", version: "=" + header)
            #expect(answer.status == status)
            if status == 406 { #expect(answer.json["computeFault"]?["code"] == 406) }
            if status == 200 { #expect(answer.headers.first(name: "Vary") == "OpenStack-API-Version") }
        }
    }

    @Test func `fields come with their microversion`() async throws {
        try await withVolumes { fixture in
            let id = try await fixture.create()
            try await fixture.settle()
            func keys(_ version: String, admin: Bool = true) async throws -> [String] {
                try await fixture.send(.GET, "/v3/volumes/\(id)", version: version, admin: admin).json["volume"]?.objectValue?.keys ?? []
            }
            do {
                let found = try await keys("3.12")
                #expect(!found.contains("group_id"))
            }
            do {
                let found = try await keys("3.13")
                #expect(found.contains("group_id"))
            }
            do {
                let found = try await keys("3.48")
                #expect(found.contains("service_uuid"))
            }
            do {
                let found = try await keys("3.62")
                #expect(!found.contains("volume_type_id"))
            }
            do {
                let found = try await keys("3.63")
                #expect(found.contains("volume_type_id"))
            }
            do {
                let found = try await keys("3.65")
                #expect(found.contains("consumes_quota"))
            }
            do {
                let found = try await keys("3.61")
                #expect(found.contains("cluster_name"))
            }
            do {
                let found = try await keys("3.61", admin: false)
                #expect(!found.contains("cluster_name"))
            }
            do {
                let found = try await keys("3.0", admin: false)
                #expect(!found.contains("migration_status"))
            }
        }
    }

    @Test func `what no route takes is a plain 404`() async throws {
        try await withVolumes(workers: false) { fixture in
            for (method, path) in [(HTTPMethod.GET, "/v3/nope"), (.PUT, "/v3/volumes"), (.GET, "/nope"), (.GET, "/v3/a/b/c/d/e")] {
                let answer = try await fixture.send(method, path)
                #expect(answer.status == 404)
                #expect(answer.headers.first(name: "Content-Type")?.hasPrefix("text/plain") == true)
            }
        }
    }

    @Test func `the project may stand in the path, when it is the caller's`() async throws {
        try await withVolumes(workers: false) { fixture in
            let created = try await fixture.send(.POST, "/v3/proj1/volumes", ["volume": ["size": 1]])
            #expect(created.status == 202)
            let id = try #require(created.json["volume"]?["id"]?.stringValue)
            #expect(created.json["volume"]?["links"]?[0]?["href"] == .string("http://localhost/v3/proj1/volumes/\(id)"))
            #expect(created.json["volume"]?["links"]?[1]?["href"] == .string("http://localhost/proj1/volumes/\(id)"))
            #expect(try await fixture.send(.GET, "/v3/proj2/volumes").status == 400)
            // A client that sends any word for a token is whoever the path says.
            let own = try await fixture.send(.GET, "/v3/proj1/volumes", token: "notused").json["volumes"]
            #expect(own?.arrayValue?.count == 1)
            #expect(try await fixture.send(.GET, "/v3/volumes", token: "notused").json["volumes"]?.arrayValue?.count == 0)
        }
    }

    @Test func `pages follow each other by marker in every order`() async throws {
        try await withVolumes(options: ["quota_volumes": "100"], workers: false) { fixture in
            for index in 0..<7 {
                let name: JSONValue = index == 3 ? .null : .string("v\(index % 3)")
                _ = try await fixture.create(size: 1 + index % 2, ["name": name])
            }
            for order in ["", "&sort=name:asc", "&sort=size:desc,name:asc", "&sort_key=name&sort_dir=desc", "&sort=id:asc"] {
                let all = try await fixture.send(.GET, "/v3/volumes?limit=100" + order).json["volumes"]?.arrayValue?.compactMap { $0["id"] }
                var pages: [JSONValue] = []
                var path = "/v3/volumes?limit=2" + order
                for _ in 0..<10 {
                    let page = try await fixture.send(.GET, path).json
                    pages += page["volumes"]?.arrayValue?.compactMap { $0["id"] } ?? []
                    guard let next = page["volumes_links"]?[0]?["href"]?.stringValue else { break }
                    path = String(next.dropFirst("http://localhost".count))
                }
                #expect(pages == all, "order \(order)")
                #expect(pages.count == 7)
            }
            let counted = try await fixture.send(.GET, "/v3/volumes?limit=1&with_count=true", version: "3.45").json
            #expect(counted["count"] == 7)
            #expect(try await fixture.send(.GET, "/v3/volumes?marker=nope").status == 404)
            #expect(try await fixture.send(.GET, "/v3/volumes?limit=-1").status == 400)
            #expect(try await fixture.send(.GET, "/v3/volumes?sort=nope:asc").status == 400)
            #expect(try await fixture.send(.GET, "/v3/volumes?name=v1").json["volumes"]?.arrayValue?.count == 2)
            #expect(try await fixture.send(.GET, "/v3/volumes/detail?size=2").json["volumes"]?.arrayValue?.count == 3)
        }
    }

    @Test func `filters by metadata, time and likeness`() async throws {
        try await withVolumes(workers: false) { fixture in
            let id = try await fixture.create(size: 1, ["name": "data-1", "metadata": ["a": "1", "b": "2"]])
            _ = try await fixture.create()
            func ids(_ query: String, _ version: String = "3.71") async throws -> [String] {
                try await fixture.send(.GET, "/v3/volumes?" + query, version: version).json["volumes"]?.arrayValue?
                    .compactMap { $0["id"]?.stringValue } ?? []
            }
            do {
                let found = try await ids("metadata=%7B%22a%22%3A%221%22%7D")
                #expect(found == [id])
            }
            do {
                let found = try await ids("metadata=%7B'a'%3A'1'%7D")
                #expect(found == [id])
            }
            do {
                let found = try await ids("metadata=%7B%22a%22%3A%222%22%7D")
                #expect(found == [])
            }
            do {
                let found = try await ids("name~=ata-")
                #expect(found == [id])
            }
            do {
                let found = try await ids("name~=%25")
                #expect(found == [])
            }
            do {
                let found = try await ids("created_at=gt:2020-01-01")
                #expect(found.count == 2)
            }
            do {
                let found = try await ids("created_at=lt:2020-01-01T10:00:00")
                #expect(found.count == 0)
            }
            do {
                let found = try await ids("bootable=false")
                #expect(found.count == 2)
            }
            do {
                let found = try await ids("bogus=1")
                #expect(found == [])
            }
            #expect(try await fixture.send(.GET, "/v3/volumes?created_at=gt:x", version: "3.60").status == 400)
            #expect(try await fixture.send(.GET, "/v3/volumes?bogus=1", version: "3.31", admin: false).status == 400)
            #expect(
                try await fixture.send(.GET, "/v3/volumes?bogus=1", version: "3.30", admin: false).json["volumes"]?.arrayValue?.count == 2)
            #expect(try await fixture.send(.GET, "/v3/volumes?all_tenants=1", project: "x").json["volumes"]?.arrayValue?.count == 2)
            #expect(
                try await fixture.send(.GET, "/v3/volumes?all_tenants=1", admin: false, project: "x").json["volumes"]?.arrayValue?.count
                    == 0)
        }
    }

    @Test func `metadata is guarded by its tag`() async throws {
        try await withVolumes(workers: false) { fixture in
            let path = try await "/v3/volumes/\(fixture.create())/metadata"
            let tag = try #require(try await fixture.send(.GET, path, version: "3.15").headers.first(name: "ETag"))
            let body: JSONValue = ["metadata": ["a": "1"]]
            let wrong = try await fixture.send(.PUT, path, body, version: "3.15", headers: ["If-Match": "nonsense"])
            #expect(wrong.status == 412)
            #expect(wrong.bytes.isEmpty)
            #expect(try await fixture.send(.PUT, path, body, version: "3.15", headers: ["If-Match": tag]).status == 200)
            #expect(try await fixture.send(.GET, path, version: "3.15").headers.first(name: "ETag") != tag)
        }
    }

    @Test func `older versions are served from the same volumes`() async throws {
        try await withVolumes(workers: false) { fixture in
            let first = try await fixture.send(.POST, "/v1/proj1/volumes", ["volume": ["size": 1, "display_name": "old"]])
            #expect(first.status == 200)
            #expect(first.json["volume"]?["display_name"] == "old")
            #expect(first.headers.first(name: "OpenStack-API-Version") == nil)
            let id = try #require(first.json["volume"]?["id"]?.stringValue)
            let second = try await fixture.send(.GET, "/v2/proj1/volumes/\(id)")
            #expect(second.json["volume"]?["name"] == "old")
            #expect(try await fixture.send(.GET, "/v1/proj1/volumes").json["volumes"]?[0]?["display_name"] == "old")
            #expect(try await fixture.send(.GET, "/v2/volumes").status == 404)
            #expect(try await fixture.send(.GET, "/v2/proj1/messages").status == 404)
            #expect(try await fixture.send(.GET, "/v2/").json["versions"]?[0]?["id"] == "v2.0")
        }
    }

    @Test(arguments: ["/v3/", "/v3/proj1/", "/v3/other/"])
    func `the root of the API tells its versions`(path: String) async throws {
        try await withVolumes(workers: false) { fixture in
            let answer = try await fixture.send(.GET, path)
            #expect(answer.status == 200)
            #expect(answer.json["versions"]?[0]?["links"]?[1]?["href"] == "http://localhost/v3/")
            #expect(try await fixture.send(.GET, "/").json["versions"]?[0]?["links"]?[1]?["href"] == "http://localhost/v3/")
        }
    }

    @Test func `the scheduler lists its pool`() async throws {
        try await withVolumes { fixture in
            let pools = try await fixture.send(.GET, "/v3/scheduler-stats/get_pools?detail=True").json["pools"]
            #expect(pools?[0]?["name"] == "box@local#local")
            #expect(pools?[0]?["capabilities"]?["volume_backend_name"] == "local")
            #expect(try await fixture.send(.GET, "/v3/scheduler-stats/get_pools", admin: false).status == 403)
        }
    }
}
