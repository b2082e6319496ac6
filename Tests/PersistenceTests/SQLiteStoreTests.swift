import Glibc
import Persistence
import Testing

@Suite("The SQLite store", .timeLimit(.minutes(5)))
struct SQLiteStoreTests {
    private let directory = TemporaryDirectory()
    private var path: String { directory.path + "/state.db" }

    @Test("what was acknowledged is on disk, without any orderly end")
    func durability() async throws {
        let store = try SQLiteStore(path: path)
        try await store.migrate(sampleSchema)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    await #expect(throws: Never.self) {
                        try await store.write { try $0.execute("INSERT INTO networks (id) VALUES (?)", [.text("n\(number)")]) }
                    }
                }
            }
        }
        // The files as a killed process would have left them.
        let copy = TemporaryDirectory()
        for name in ["state.db", "state.db-wal"] { try directory.copyFile(name, to: copy) }
        let reopened = try SQLiteStore(path: copy.path + "/state.db")
        #expect(try reopened.first("SELECT count(*) FROM networks") { $0.int(0) } == 200)
        reopened.close()
        store.close()
    }

    @Test("a group that the engine rolled back fails whole, and the store goes on")
    func rolledBack() async throws {
        let store = try SQLiteStore(path: path)
        try await store.migrate(sampleSchema)
        await #expect(throws: StoreError.self) {
            try await store.write { transaction in
                try transaction.execute("INSERT INTO networks (id) VALUES ('a')")
                // The engine ends the whole transaction; the body does not notice.
                _ = try? transaction.execute("INSERT OR ROLLBACK INTO networks (id) VALUES ('a')")
            }
        }
        try await store.write { try $0.execute("INSERT INTO networks (id) VALUES ('b')") }
        #expect(try store.rows("SELECT id FROM networks") { $0.text(0) } == ["b"])
        store.close()
    }

    @Test("a reference that a body leaves open fails that body alone")
    func deferred() async throws {
        let store = try SQLiteStore(path: path)
        try await store.write { transaction in
            try transaction.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
            try transaction.execute("CREATE TABLE b (a INTEGER REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)")
        }
        async let good: Int = store.write { try $0.execute("INSERT INTO a VALUES (1)") }
        let error = await #expect(throws: StoreError.self) { try await store.write { try $0.execute("INSERT INTO b VALUES (9)") } }
        #expect(error?.isForeignKeyViolation == true)
        #expect(try await good == 1)
        store.close()
    }

    @Test("a full disk fails the writes that need it, and loses nothing that was there")
    func diskFull() async throws {
        let store = try SQLiteStore(path: path, sizeLimit: 100 * 4096)
        try await store.migrate(sampleSchema)
        let document = String(repeating: "x", count: 20_000)
        let kept = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    do {
                        try await store.write { transaction in
                            try transaction.execute(
                                "INSERT INTO networks (id, document) VALUES (?, ?)", [.text("n\(number)"), .text(document)])
                        }
                        return true
                    } catch {
                        #expect((error as? StoreError)?.isDiskFull == true)
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(kept < 64)
        #expect(try store.first("SELECT count(*) FROM networks") { $0.int(0) } == kept)
        try await store.write { try $0.execute("DELETE FROM networks") }
        try await store.write { try $0.execute("INSERT INTO networks (id) VALUES ('small')") }
        #expect(try store.count("SELECT count(*) FROM networks") == 1)
        store.close()
    }

    @Test("a closed store leaves one file")
    func oneFile() async throws {
        let store = try SQLiteStore(path: path)
        try await store.migrate(sampleSchema)
        #expect(try store.count("SELECT count(*) FROM networks") == 0)
        store.close()
        #expect(directory.names == ["state.db"])
    }

    @Test("what cannot be opened is named")
    func opening() throws {
        let missing = #expect(throws: StoreError.self) { try SQLiteStore(path: directory.path + "/no/state.db") }
        #expect(missing?.kind == .cannotOpen)
        #expect(missing?.description.contains(directory.path + "/no/state.db") == true)
        directory.write(
            "this is no database, whatever its name says, and it is long enough to have a header to look at in its place", to: "bad.db")
        let corrupt = #expect(throws: StoreError.self) { try SQLiteStore(path: directory.path + "/bad.db") }
        #expect(corrupt?.kind == .corrupt)
        #expect(corrupt?.description.contains("bad.db") == true)
        #expect(throws: StoreError.self) { try SQLiteStore(path: directory.path) }
    }

    @Test("another process that writes for too long is told apart")
    func busy() async throws {
        let store = try SQLiteStore(path: path, busyTimeout: .milliseconds(1))
        try await store.migrate(sampleSchema)
        let other = try SQLiteStore(path: path, busyTimeout: .milliseconds(1))
        let (entered, entry) = AsyncStream.makeStream(of: Void.self)
        let gate = Gate()
        async let long: Void = store.write { transaction in
            try transaction.execute("INSERT INTO networks (id) VALUES ('a')")
            entry.yield()
            gate.wait()
        }
        for await _ in entered { break }
        let error = await #expect(throws: StoreError.self) { try await other.write { try $0.execute("DELETE FROM networks") } }
        #expect(error?.isBusy == true)
        gate.open()
        try await long
        try await other.write { try $0.execute("DELETE FROM networks") }
        other.close()
        store.close()
    }
}

/// Holds a thread until it is opened.
///
/// Unchecked: the semaphore is made for threads and stays at its address.
private final class Gate: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func wait() { while sem_wait(semaphore) != 0 {} }
    func open() { sem_post(semaphore) }
}
