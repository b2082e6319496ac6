import Foundation
import HTTPApplication
import JSONCodec
import Messaging
import NIOHTTP1
import Persistence
import Testing
import VolumeService

@Suite struct `Life of a volume` {
    private static let gibibyte = 1 << 30

    @Test func `a volume is made, extended and deleted as a file of its size`() async throws {
        try await withVolumes { fixture in
            let created = try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 1, "name": "first", "metadata": ["k": "v"]]])
            #expect(created.status == 202)
            #expect(created.json["volume"]?["status"] == "creating")
            let id = try #require(created.json["volume"]?["id"]?.stringValue)
            try await fixture.settle()
            let made = try await fixture.volume(id)
            #expect(made["status"] == "available")
            #expect(made["os-vol-host-attr:host"] == "box@local#local")
            #expect(made["volume_type"] == "__DEFAULT__")
            #expect(fixture.fileSize(id) == Self.gibibyte)

            let extended = try await fixture.send(.POST, "/v3/volumes/\(id)/action", ["os-extend": ["new_size": 3]])
            #expect(extended.status == 202)
            try await fixture.settle()
            let larger = try await fixture.volume(id)
            #expect(larger["status"] == "available")
            #expect(larger["size"] == 3)
            #expect(fixture.fileSize(id) == 3 * Self.gibibyte)
            let quota = try await fixture.send(.GET, "/v3/os-quota-sets/proj1?usage=True").json["quota_set"]?["gigabytes"]
            #expect(quota == ["limit": 1000, "in_use": 3, "reserved": 0])

            #expect(try await fixture.send(.DELETE, "/v3/volumes/\(id)").status == 202)
            try await fixture.settle()
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)").status == 404)
            #expect(fixture.fileSize(id) == nil)
            let usage = try await fixture.send(.GET, "/v3/limits").json["limits"]?["absolute"]
            #expect(usage?["totalVolumesUsed"] == 0)
            #expect(usage?["totalGigabytesUsed"] == 0)
        }
    }

    @Test func `a size that the disk cannot hold ends in error, with the reason in the messages`() async throws {
        try await withVolumes { fixture in
            #expect(try await fixture.send(.PUT, "/v3/os-quota-sets/proj1", ["quota_set": ["gigabytes": -1]]).status == 200)
            let id = try await fixture.create(size: 2_000_000_000)
            try await fixture.settle()
            #expect(try await fixture.volume(id)["status"] == "error")
            let messages = try await fixture.send(.GET, "/v3/messages?resource_uuid=\(id)", version: "3.5").json["messages"]
            #expect(messages?.arrayValue?.count == 1)
            #expect(messages?[0]?["message_level"] == "ERROR")
            #expect(messages?[0]?["user_message"]?.stringValue?.contains("do not fit") == true)
            #expect(try await fixture.send(.DELETE, "/v3/volumes/\(id)").status == 202)
            try await fixture.settle()
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)").status == 404)
            let message = try #require(messages?[0]?["id"]?.stringValue)
            #expect(try await fixture.send(.GET, "/v3/messages/\(message)", version: "3.3").status == 200)
            #expect(try await fixture.send(.DELETE, "/v3/messages/\(message)", version: "3.3").status == 204)
            #expect(try await fixture.send(.GET, "/v3/messages/\(message)", version: "3.3").status == 404)
        }
    }

    @Test func `an extension that the disk cannot hold ends in error_extending and keeps the size`() async throws {
        try await withVolumes { fixture in
            _ = try await fixture.send(.PUT, "/v3/os-quota-sets/proj1", ["quota_set": ["gigabytes": -1]])
            let id = try await fixture.create()
            try await fixture.settle()
            let answer = try await fixture.send(.POST, "/v3/volumes/\(id)/action", ["os-extend": ["new_size": 2_000_000_000]])
            #expect(answer.status == 202)
            try await fixture.settle()
            let volume = try await fixture.volume(id)
            #expect(volume["status"] == "error_extending")
            #expect(volume["size"] == 1)
            let quota = try await fixture.send(.GET, "/v3/os-quota-sets/proj1?usage=True").json["quota_set"]?["gigabytes"]
            #expect(quota == ["limit": -1, "in_use": 1, "reserved": 0])
        }
    }

    @Test func `a worker that cannot write tries again and then gives up with the reason`() async throws {
        try await withVolumes { fixture in
            // A file where the directory of the volumes should be.
            #expect(FileManager.default.createFile(atPath: fixture.directory + "/volumes", contents: nil))
            let id = try await fixture.create()
            try await fixture.settle()
            #expect(try await fixture.volume(id)["status"] == "error")
            let message = try await fixture.send(.GET, "/v3/messages", version: "3.3").json["messages"]?[0]
            #expect(message?["resource_uuid"] == .string(id))
            #expect(message?["user_message"]?.stringValue?.contains("Not a directory") == true)
        }
    }

    @Test func `a type that asks for what no pool has ends in error`() async throws {
        try await withVolumes { fixture in
            let type: JSONValue = ["volume_type": ["name": "fast", "extra_specs": ["volume_backend_name": "ssd"]]]
            #expect(try await fixture.send(.POST, "/v3/types", type).status == 200)
            let id = try await fixture.create(size: 1, ["volume_type": "fast"])
            try await fixture.settle()
            #expect(try await fixture.volume(id)["status"] == "error")
            #expect(
                try await fixture.send(
                    .POST, "/v3/types", ["volume_type": ["name": "good", "extra_specs": ["volume_backend_name": "local"]]]
                ).status == 200)
            let other = try await fixture.create(size: 1, ["volume_type": "good"])
            try await fixture.settle()
            #expect(try await fixture.volume(other)["status"] == "available")
        }
    }

    @Test func `a copy of a volume has its bytes`() async throws {
        try await withVolumes { fixture in
            let source = try await fixture.create()
            try await fixture.settle()
            let path = fixture.service.backend.driver.path(of: source)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seek(toOffset: 1 << 20)
            try handle.write(contentsOf: Data("some bytes".utf8))
            try handle.close()
            let id = try await fixture.create(size: 2, ["source_volid": .string(source)])
            try await fixture.settle()
            #expect(try await fixture.volume(id)["status"] == "available")
            #expect(fixture.fileSize(id) == 2 * Self.gibibyte)
            let copy = try #require(FileHandle(forReadingAtPath: fixture.service.backend.driver.path(of: id)))
            try copy.seek(toOffset: 1 << 20)
            #expect(try copy.read(upToCount: 10) == Data("some bytes".utf8))
            try copy.close()
        }
    }

    @Test func `operations are refused in the wrong state, and by whom they do not concern`() async throws {
        try await withVolumes { fixture in
            let id = try await fixture.create()
            try await fixture.settle()
            let action = "/v3/volumes/\(id)/action"
            #expect(try await fixture.send(.POST, action, ["os-reset_status": ["status": "in-use"]]).status == 202)
            #expect(try await fixture.send(.DELETE, "/v3/volumes/\(id)").status == 400)
            #expect(try await fixture.send(.POST, action, ["os-extend": ["new_size": 2]]).status == 400)
            #expect(try await fixture.send(.POST, action, ["os-reset_status": ["status": "error"]], admin: false).status == 403)
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)", admin: false, project: "other").status == 404)
            #expect(try await fixture.send(.DELETE, "/v3/volumes/\(id)", admin: false, project: "other").status == 404)
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)", admin: false).json["volume"]?["os-vol-host-attr:host"] == nil)
            #expect(try await fixture.send(.POST, action, ["os-force_delete": [:]], admin: false).status == 403)
            #expect(try await fixture.send(.POST, action, ["os-force_delete": [:]]).status == 202)
            try await fixture.settle()
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)").status == 404)
        }
    }

    @Test func `a volume without a worker waits, and is deleted at once`() async throws {
        try await withVolumes(workers: false) { fixture in
            let first = try await fixture.create()
            let second = try await fixture.create()
            #expect(try await fixture.send(.DELETE, "/v3/volumes/\(first)").status == 202)
            #expect(try await fixture.send(.GET, "/v3/volumes/\(first)").status == 404)
            try await fixture.startWorkers()
            try await fixture.settle()
            #expect(try await fixture.volume(second)["status"] == "available")
            #expect(fixture.fileSize(first) == nil)
        }
    }

    @Test func `a disabled backend takes no volumes`() async throws {
        try await withVolumes { fixture in
            let service: JSONValue = ["host": "box@local", "binary": "cinder-volume", "disabled_reason": "repair"]
            #expect(try await fixture.send(.PUT, "/v3/os-services/disable-log-reason", service).status == 200)
            let id = try await fixture.create()
            try await fixture.settle()
            #expect(try await fixture.volume(id)["status"] == "error")
            let services = try await fixture.send(.GET, "/v3/os-services?binary=cinder-volume").json["services"]
            #expect(services?[0]?["status"] == "disabled")
            #expect(services?[0]?["disabled_reason"] == "repair")
            #expect(services?[0]?["state"] == "up")
        }
    }

    @Test func `a service is down when its server is stopped`() async throws {
        try await withVolumes { fixture in
            func states() async throws -> [JSONValue] {
                try await fixture.send(.GET, "/v3/os-services").json["services"]?.arrayValue?.compactMap { $0["state"] } ?? []
            }
            do {
                let found = try await states()
                #expect(found == ["up", "up"])
            }
            for server in fixture.servers { await server.stop() }
            do {
                let found = try await states()
                #expect(found == ["down", "down"])
            }
        }
    }
}
