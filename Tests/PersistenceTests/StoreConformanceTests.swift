import JSONCodec
import Persistence
import Synchronization
import Testing

private struct Refusal: Error, Equatable {}

@Suite("Every store", .timeLimit(.minutes(5)))
struct StoreConformanceTests {
    private let directory = TemporaryDirectory()

    @Test("values come back as they were bound", arguments: StoreUnderTest.allCases)
    func values(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        let values: [SQLValue] = [
            nil, 0, 42, .integer(.max), .integer(.min), 1.5, "", "é\u{0}x", .blob([]), .blob([0, 255, 1]), .init(true), .init(String?.none),
        ]
        try store.query("SELECT " + values.map { _ in "?" }.joined(separator: ", "), values) { row in
            for (index, value) in values.enumerated() { #expect(row.value(index) == value) }
            #expect(row.columnCount == values.count)
            #expect(row.isNull(0) == true)
            #expect(row.optionalText(0) ?? "none" == "none")
            #expect(row.text(0) == "")
            #expect(row.optionalInt(2) == 42)
            #expect(row.bool(10) == true)
            #expect(row.blob(9) == [0, 255, 1])
            #expect(row.bytes(9) { $0.count } == 3)
            #expect(row.isNull(99) == true)
            #expect(row.isNull(-1) == true)
        }
        let document = try store.first("SELECT ?", [#"{"a":[1,null]}"#]) { try $0.json(0) }
        #expect(document == ["a": [1, nil]])
        #expect(throws: JSONError.self) { try store.first("SELECT NULL") { try $0.json(0) } }
        store.close()
    }

    @Test("a write is seen by the reads after it, and reports the rows it changed", arguments: StoreUnderTest.allCases)
    func write(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        let changed = try await store.write { transaction in
            for number in 0..<3 {
                try transaction.execute("INSERT INTO networks (id, mtu) VALUES (?, ?)", [.text("n\(number)"), .integer(number)])
            }
            // Its own changes are there.
            #expect(try transaction.count("SELECT count(*) FROM networks") == 3)
            #expect(try transaction.rows("DELETE FROM networks WHERE id = ? RETURNING mtu", ["n0"]) { $0.int(0) } == [0])
            return try transaction.execute("UPDATE networks SET name = 'x' WHERE mtu > 0")
        }
        #expect(changed == 2)
        #expect(try store.rows("SELECT id FROM networks WHERE name = ? ORDER BY id", ["x"]) { $0.text(0) } == ["n1", "n2"])
        #expect(try store.read { try $0.exists("SELECT 1 FROM networks WHERE id = ?", ["n1"]) })
        #expect(try store.read { try $0.first("SELECT id FROM networks ORDER BY id") { $0.text(0) } } == "n1")
        store.close()
    }

    @Test("a body that throws leaves nothing, and its actions are dropped", arguments: StoreUnderTest.allCases)
    func rollback(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        let actions = Mutex<[String]>([])
        await #expect(throws: Refusal()) {
            try await store.write { transaction in
                transaction.afterCommit { actions.withLock { $0.append("lost") } }
                try transaction.execute("INSERT INTO networks (id) VALUES ('a')")
                throw Refusal()
            }
        }
        try await store.write { transaction in
            transaction.afterCommit { actions.withLock { $0.append("kept") } }
            transaction.afterCommit { actions.withLock { $0.append("second") } }
            try transaction.execute("INSERT INTO networks (id) VALUES ('b')")
        }
        #expect(actions.withLock { $0 } == ["kept", "second"])
        #expect(try store.rows("SELECT id FROM networks") { $0.text(0) } == ["b"])
        store.close()
    }

    @Test("of many writers at once, those that fail do not take others with them", arguments: StoreUnderTest.allCases)
    func manyWriters(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        let failures = await withTaskGroup(of: Int.self) { group in
            for writer in 0..<64 {
                group.addTask {
                    var failures = 0
                    for number in 0..<20 {
                        do {
                            try await store.write { transaction in
                                try transaction.execute("INSERT INTO networks (id) VALUES (?)", [.text("\(writer)-\(number)")])
                                if (writer + number).isMultiple(of: 7) { throw Refusal() }
                                if (writer + number).isMultiple(of: 11) {
                                    try transaction.execute("INSERT INTO networks (id) VALUES (?)", [.text("\(writer)-\(number)")])
                                }
                            }
                        } catch {
                            failures += 1
                        }
                    }
                    return failures
                }
            }
            return await group.reduce(0, +)
        }
        let expected = (0..<64).reduce(0) { sum, writer in
            sum + (0..<20).count { (writer + $0).isMultiple(of: 7) || (writer + $0).isMultiple(of: 11) }
        }
        #expect(failures == expected)
        #expect(try store.first("SELECT count(*) FROM networks") { $0.int(0) } == 64 * 20 - expected)
        store.close()
    }

    @Test("a read stays on one snapshot while others write", arguments: StoreUnderTest.allCases)
    func snapshots(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        let writer = Task {
            for number in 0..<200 {
                try await store.write { transaction in
                    try transaction.execute("INSERT INTO networks (id) VALUES (?)", [.text("n\(number)")])
                    try transaction.execute("INSERT INTO ports (id, network_id) VALUES (?, ?)", [.text("p\(number)"), .text("n\(number)")])
                }
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var seen = 0
                    while seen < 200 {
                        let (before, ports, after) = try store.read { transaction in
                            (
                                try transaction.count("SELECT count(*) FROM networks"),
                                try transaction.count("SELECT count(*) FROM ports"),
                                try transaction.count("SELECT count(*) FROM networks")
                            )
                        }
                        #expect(before == ports)
                        #expect(before == after)
                        #expect(before >= seen)
                        seen = before
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        try await writer.value
        store.close()
    }

    @Test("violations say what they are", arguments: StoreUnderTest.allCases)
    func violations(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        func attempt(_ sql: String) async -> StoreError? {
            await #expect(throws: StoreError.self) { try await store.write { try $0.execute(sql) } }
        }
        try await store.write { transaction in
            try transaction.execute("INSERT INTO networks (id) VALUES ('a')")
            try transaction.execute("INSERT INTO ports (id, network_id, mac) VALUES ('p', 'a', 'fa:16')")
        }
        let key = await attempt("INSERT INTO networks (id) VALUES ('a')")
        #expect(key?.kind == .uniqueViolation(table: "networks", columns: ["id"]))
        #expect(key?.isUniqueViolation == true)
        let pair = await attempt("INSERT INTO ports (id, network_id, mac) VALUES ('q', 'a', 'fa:16')")
        #expect(pair?.uniqueColumns == ["network_id", "mac"])
        #expect(await attempt("INSERT INTO ports (id, network_id) VALUES ('q', 'b')")?.isForeignKeyViolation == true)
        #expect(await attempt("DELETE FROM networks WHERE id = 'a'")?.isForeignKeyViolation == true)
        #expect(
            await attempt("INSERT INTO networks (id, name) VALUES ('c', NULL)")?.kind
                == .notNullViolation(table: "networks", column: "name"))
        #expect(await attempt("INSERT INTO nowhere VALUES (1)")?.description.contains("nowhere") == true)
        store.close()
    }

    @Test(
        "what belongs to the store is refused inside a body",
        arguments: StoreUnderTest.allCases,
        ["COMMIT", " /* x */ ROLLBACK", "-- y\nBEGIN", "PRAGMA synchronous = OFF", "ATTACH 'x' AS y", "", ";"]
    )
    func control(kind: StoreUnderTest, sql: String) async throws {
        let store = try await kind.make(in: directory)
        await #expect(throws: StoreError.self) { try await store.write { try $0.execute(sql) } }
        #expect(throws: StoreError.self) { try store.query(sql) { _ in } }
        store.close()
    }

    @Test(
        "a read cannot write", arguments: StoreUnderTest.allCases,
        [
            "DELETE FROM networks", "CREATE TABLE x (y)", "WITH x AS (SELECT 1) INSERT INTO networks (id) SELECT * FROM x",
            "SELECT 1; SELECT 2",
        ])
    func readOnly(kind: StoreUnderTest, sql: String) async throws {
        let store = try await kind.make(in: directory)
        #expect(throws: StoreError.self) { try store.query(sql) { _ in } }
        #expect(throws: StoreError.self) { try store.read { try $0.query(sql) { _ in } } }
        #expect(try store.rows("WITH x AS (SELECT 1 AS y) SELECT y FROM x") { $0.int(0) } == [1])
        store.close()
    }

    @Test("the number of arguments must fit, and the same text may run within itself", arguments: StoreUnderTest.allCases)
    func arguments(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        #expect(throws: StoreError.self) { try store.query("SELECT ?", []) { _ in } }
        #expect(throws: StoreError.self) { try store.query("SELECT 1", [1]) { _ in } }
        let pairs = try store.read { transaction in
            var pairs: [[Int]] = []
            let sql = "SELECT column1 FROM (VALUES (1), (2))"
            try transaction.query(sql) { outer in
                let left = outer.int(0)
                try transaction.query(sql) { inner in pairs.append([left, inner.int(0)]) }
            }
            return pairs
        }
        #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
        store.close()
    }

    @Test("a transaction that was kept is refused", arguments: StoreUnderTest.allCases)
    func escaped(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        let kept = try store.read { $0 }
        #expect(throws: StoreError.self) { try kept.query("SELECT 1") { _ in } }
        store.close()
    }

    @Test("a closed store finishes what it was given and refuses the rest", arguments: StoreUnderTest.allCases)
    func closing(kind: StoreUnderTest) async throws {
        let store = try await kind.make(in: directory)
        store.close()
        store.close()
        let write = await #expect(throws: StoreError.self) { try await store.write { try $0.execute("DELETE FROM networks") } }
        #expect(write?.kind == .closed)
        let read = #expect(throws: StoreError.self) { try store.query("SELECT 1") { _ in } }
        #expect(read?.kind == .closed)
    }
}
