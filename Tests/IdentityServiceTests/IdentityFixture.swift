import ConfigOptions
import Foundation
import HTTPApplication
import IdentityService
import JSONCodec
import Messaging
import Persistence

/// An identity service in this process over a database in a directory of its own.
final class IdentityFixture: Sendable {
    let directory: String
    let store: any Store
    let service: IdentityService

    /// - Parameter isEmpty: whether the first identities are not made.
    init(options: [(name: String, group: String, value: String)] = [], isEmpty: Bool = false) async throws {
        directory = NSTemporaryDirectory() + "identity-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        store = try SQLiteStore(path: directory + "/state.db")
        service = try Self.service(store, directory, options)
        try await store.migrate(service.schema)
        if !isEmpty { try await service.prepare() }
    }

    private static func service(
        _ store: any Store, _ directory: String, _ options: [(name: String, group: String, value: String)]
    ) throws -> IdentityService {
        let loader = ConfigLoader(overrides: [], environment: [:], searchPath: SearchPath(home: directory), host: .current)
        var snapshot = try loader.load(.keystone)
        for option in options { snapshot = try snapshot.with(set: option.name, group: option.group, value: option.value) }
        let config = snapshot
        return IdentityService(store: store, transport: LocalTransport(), stateDirectory: directory, hasher: PlainHasher()) { config }
    }

    /// Another service over the same database, configured in another way, as after a restart.
    func service(with options: [(name: String, group: String, value: String)]) throws -> IdentityService {
        try Self.service(store, directory, options)
    }

    func close() {
        store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }
}

/// Marks a password instead of hashing it: the cost of hashing is not what these tests are about.
struct PlainHasher: PasswordHasher {
    func hash(_ password: String) async throws -> String { "$plain$" + password }
    func verify(_ password: String, against hash: String) async -> Bool { hash == "$plain$" + password }
    func verifyDecoy(_ password: String) async {}
}

/// Runs `body` with a fixture that is gone afterwards.
func withIdentity(
    options: [(name: String, group: String, value: String)] = [], isEmpty: Bool = false, _ body: (IdentityFixture) async throws -> Void
) async throws {
    let fixture = try await IdentityFixture(options: options, isEmpty: isEmpty)
    do {
        try await body(fixture)
    } catch {
        fixture.close()
        throw error
    }
    fixture.close()
}
