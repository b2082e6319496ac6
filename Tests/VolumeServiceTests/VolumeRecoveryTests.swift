import Foundation
import JSONCodec
import Messaging
import NIOHTTP1
import Persistence
import Testing
import VolumeService

@Suite struct `Start after a crash` {
    @Test func `operations that were cut short go on`() async throws {
        let first = try await VolumeFixture()
        try await first.startWorkers()
        let kept = try await first.create()
        let doomed = try await first.create()
        let growing = try await first.create()
        try await first.settle()
        for server in first.servers { await server.stop() }
        // The workers are gone: these messages are lost with the process.
        let fresh = try await first.create()
        #expect(try await first.send(.DELETE, "/v3/volumes/\(doomed)").status == 202)
        #expect(try await first.send(.POST, "/v3/volumes/\(growing)/action", ["os-extend": ["new_size": 2]]).status == 202)
        await first.stop()
        // Half of the file of a volume whose row was never written.
        let orphan = first.directory + "/volumes/volume-00000000-0000-4000-8000-000000000000"
        #expect(FileManager.default.createFile(atPath: orphan, contents: Data([1])))

        let second = try await VolumeFixture(directory: first.directory)
        #expect(!FileManager.default.fileExists(atPath: orphan))
        #expect(try await second.volume(fresh)["status"] == "creating")
        try await second.startWorkers()
        try await second.settle()
        #expect(try await second.volume(fresh)["status"] == "available")
        #expect(try await second.volume(growing)["status"] == "available")
        #expect(try await second.volume(growing)["size"] == 2)
        #expect(try await second.volume(kept)["status"] == "available")
        #expect(try await second.send(.GET, "/v3/volumes/\(doomed)").status == 404)
        #expect(second.fileSize(doomed) == nil)
        #expect(second.fileSize(growing) == 2 << 30)
        let usage = try await second.send(.GET, "/v3/os-quota-sets/proj1?usage=True").json["quota_set"]
        #expect(usage?["volumes"]?["in_use"] == 3)
        #expect(usage?["gigabytes"] == ["limit": 1000, "in_use": 4, "reserved": 0])
        await second.remove()
    }

    @Test func `a host that was renamed keeps its volumes`() async throws {
        let first = try await VolumeFixture()
        try await first.startWorkers()
        let id = try await first.create()
        try await first.settle()
        await first.stop()
        let second = try await VolumeFixture(directory: first.directory, hostName: "renamed")
        #expect(try await second.send(.GET, "/v3/os-services").json["services"]?.arrayValue?.count == 2)
        try await second.startWorkers()
        #expect(try await second.volume(id)["os-vol-host-attr:host"] == "renamed@local#local")
        #expect(try await second.send(.DELETE, "/v3/volumes/\(id)").status == 202)
        try await second.settle()
        #expect(second.fileSize(id) == nil)
        await second.remove()
    }
}
