import Dispatch
import Persistence
import Synchronization
import Testing

@Suite("The snapshot cache", .timeLimit(.minutes(5)))
struct SnapshotCacheTests {
    private let directory = TemporaryDirectory()

    private func names(_ store: any Store) throws -> [String] { try store.rows("SELECT id FROM networks ORDER BY id") { $0.text(0) } }

    @Test("an answer is read twice, then kept until something is written")
    func kept() async throws {
        let store = try await StoreUnderTest.sqlite.make(in: directory)
        defer { store.close() }
        let cache = SnapshotCache<String, [String]>(capacity: 1000, slots: 4) { $0.count }
        var reads = 0
        func answer() throws -> [String] {
            try cache.value(for: "all", in: store) {
                reads += 1
                return try names(store)
            }
        }
        for _ in 0..<5 { #expect(try answer() == []) }
        #expect(reads == 2)
        try await store.write { try $0.execute("INSERT INTO networks (id) VALUES ('a')") }
        for _ in 0..<5 { #expect(try answer() == ["a"]) }
        #expect(reads == 4)
        // A transaction that came to nothing may cost the answers, but never changes them.
        await #expect(throws: StoreError.self) {
            try await store.write { transaction in
                try transaction.execute("INSERT INTO networks (id) VALUES ('b')")
                try transaction.execute("INSERT INTO networks (id) VALUES ('a')")
            }
        }
        #expect(try answer() == ["a"])
    }

    @Test("an answer is not kept when something was written while it was read")
    func overtaken() async throws {
        let store = try await StoreUnderTest.sqlite.make(in: directory)
        defer { store.close() }
        let cache = SnapshotCache<String, [String]>(capacity: 1000) { $0.count }
        _ = try cache.value(for: "all", in: store) { try names(store) }
        let done = DispatchSemaphore(value: 0)
        let answer = try cache.value(for: "all", in: store) {
            let old = try names(store)
            Task.detached {
                try await store.write { try $0.execute("INSERT INTO networks (id) VALUES ('a')") }
                done.signal()
            }
            done.wait()
            return old
        }
        #expect(answer == [])
        for _ in 0..<3 { #expect(try cache.value(for: "all", in: store) { try names(store) } == ["a"]) }
    }

    @Test("what is kept stays within the capacity, and the large is not kept at all")
    func bounded() async throws {
        let store = try await StoreUnderTest.sqlite.make(in: directory)
        defer { store.close() }
        let live = LiveBytes()
        let cache = SnapshotCache<Int, Blob>(capacity: 800, slots: 64) { $0.size }
        for key in 0..<500 {
            for _ in 0..<3 { _ = cache.value(for: key, in: store) { Blob(size: 90, live) } }
        }
        let kept = live.count
        #expect(kept > 0 && kept <= 800)
        for _ in 0..<3 { _ = cache.value(for: 1000, in: store) { Blob(size: 101, live) } }
        #expect(live.count == kept)
    }

    @Test("whoever has written sees it in every answer from then on, however many write and read")
    func ownWrites() async throws {
        let store = try await StoreUnderTest.sqlite.make(in: directory)
        defer { store.close() }
        let cache = SnapshotCache<Int, Int>(capacity: 1_000_000) { _ in 1 }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    var highest = 0
                    for number in 0..<50 {
                        try await store.write { try $0.execute("INSERT INTO networks (id) VALUES (?)", [.text("\(writer)-\(number)")]) }
                        for key in 0..<3 {
                            for _ in 0..<3 {
                                let own = try cache.value(for: writer, in: store) {
                                    try store.count("SELECT count(*) FROM networks WHERE id LIKE '\(writer)-%'")
                                }
                                #expect(own == number + 1)
                                // What one answer showed no later one takes back, whichever question it answers.
                                let all = try cache.value(for: 100 + key, in: store) { try store.count("SELECT count(*) FROM networks") }
                                #expect(all >= highest)
                                highest = max(highest, all)
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

/// A value that is counted while it lives.
private final class Blob: Sendable {
    let size: Int
    private let live: LiveBytes

    init(size: Int, _ live: LiveBytes) {
        self.size = size
        self.live = live
        live.add(size)
    }

    deinit { live.add(-size) }
}

private final class LiveBytes: Sendable {
    private let bytes = Atomic(0)
    var count: Int { bytes.load(ordering: .relaxed) }
    func add(_ change: Int) { bytes.add(change, ordering: .relaxed) }
}
