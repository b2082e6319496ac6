import Persistence
import Testing

@Suite("Schema migration", .timeLimit(.minutes(5)))
struct SchemaMigrationTests {
    private let directory = TemporaryDirectory()

    private func open() throws -> SQLiteStore { try SQLiteStore(path: directory.path + "/state.db") }

    private func columns(_ table: String, _ store: SQLiteStore) throws -> [String] {
        try store.rows("SELECT name FROM pragma_table_info(?) ORDER BY cid", [.text(table)]) { $0.text(0) }
    }

    private func indexes(_ store: SQLiteStore) throws -> [String] {
        try store.rows("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name") { $0.text(0) }
    }

    private func table(_ columns: [Schema.Column], indexes: [Schema.Index] = [], keys: [Schema.ForeignKey] = []) -> Schema.Table {
        Schema.Table("things", columns: [.init("id", .text, primaryKey: true)] + columns, foreignKeys: keys, indexes: indexes)
    }

    @Test("columns and indexes are added, changed indexes made anew, rows kept")
    func addition() async throws {
        let store = try open()
        try await store.migrate(
            Schema(tables: [
                table([.init("name", .text)], indexes: [.init(on: ["name"]), .init("pick", on: ["name"], where: "name <> ''")])
            ]))
        try await store.write { transaction in
            try transaction.execute("INSERT INTO things (id, name) VALUES ('a', 'x')")
            try transaction.execute("CREATE INDEX mine ON things (name)")
        }
        let wider = Schema(tables: [
            table(
                [
                    .init("name", .text), .init("size", .integer, nullable: false, default: 3),
                    .init("note", .text, default: "it's", unique: true),
                    .init("parent", .text),
                ],
                indexes: [.init("pick", on: ["name", "size"])], keys: [.init(["parent"], references: "things", onDelete: .setNull)])
        ])
        try await store.migrate(wider)
        try await store.migrate(wider)
        #expect(try columns("things", store) == ["id", "name", "size", "note", "parent"])
        #expect(try indexes(store) == ["mine", "things_note_key", "things_pick"])
        #expect(try store.rows("SELECT name, size, note FROM things") { [$0.value(0), $0.value(1), $0.value(2)] } == [["x", 3, "it's"]])
        await #expect(throws: StoreError.self) {
            try await store.write { try $0.execute("INSERT INTO things (id, note, parent) VALUES ('b', 'n', 'nobody')") }
        }
        store.close()
    }

    @Test("a table whose declaration changed in kind is rebuilt with all its rows, and what refers to it stays")
    func rebuild() async throws {
        let store = try open()
        let parts = Schema.Table(
            "parts", columns: [.init("id", .text, primaryKey: true), .init("thing_id", .text)],
            foreignKeys: [.init(["thing_id"], references: "things", onDelete: .cascade)])
        try await store.migrate(
            Schema(tables: [
                table([.init("size", .text), .init("old", .text, nullable: false), .init("name", .text)], indexes: [.init(on: ["name"])]),
                parts,
            ]))
        try await store.write { transaction in
            try transaction.execute("INSERT INTO things (id, size, old, name) VALUES ('a', '5', 'o', NULL), ('b', NULL, 'p', 'n')")
            try transaction.execute("INSERT INTO parts VALUES ('1', 'a'), ('2', 'b')")
        }
        let changed = table(
            [.init("size", .integer, nullable: false, default: 1), .init("name", .text, nullable: false, default: "none")],
            indexes: [.init(on: ["name"])])
        try await store.migrate(Schema(tables: [changed]))
        #expect(
            try store.rows("SELECT id, size, name, old FROM things ORDER BY id") { [$0.value(0), $0.value(1), $0.value(2), $0.value(3)] }
                == [["a", 5, "none", "o"], ["b", 1, "n", "p"]])
        #expect(try store.rows("SELECT id FROM parts ORDER BY id") { $0.text(0) } == ["1", "2"])
        #expect(try indexes(store) == ["things_name_index"])
        try await store.write { transaction in
            // The column that is no longer declared asks nothing of new rows.
            try transaction.execute("INSERT INTO things (id) VALUES ('c')")
            try transaction.execute("DELETE FROM things WHERE id = 'a'")
        }
        #expect(try store.rows("SELECT id FROM parts ORDER BY id") { $0.text(0) } == ["2"])
        store.close()
    }

    @Test("a reference that rows do not keep is refused and nothing is changed")
    func orphans() async throws {
        let store = try open()
        try await store.migrate(Schema(tables: [table([.init("parent", .text)])]))
        try await store.write { try $0.execute("INSERT INTO things VALUES ('a', 'nobody')") }
        let error = await #expect(throws: StoreError.self) {
            try await store.migrate(
                Schema(tables: [table([.init("parent", .text), .init("more", .text)], keys: [.init(["parent"], references: "things")])]))
        }
        #expect(error?.kind == .schemaConflict)
        #expect(error?.message.contains("things") == true)
        #expect(try columns("things", store) == ["id", "parent"])
        store.close()
    }

    @Test("rows that a new rule excludes are named, and nothing is changed")
    func conflict() async throws {
        let store = try open()
        try await store.migrate(Schema(tables: [table([.init("name", .text)])]))
        try await store.write { try $0.execute("INSERT INTO things VALUES ('a', 'x'), ('b', 'x')") }
        for column in [Schema.Column("name", .text, unique: true), .init("need", .text, nullable: false)] {
            let error = await #expect(throws: StoreError.self) { try await store.migrate(Schema(tables: [table([column])])) }
            #expect(error?.kind == .schemaConflict)
            #expect(error?.message.contains("things.\(column.name)") == true)
        }
        #expect(try columns("things", store) == ["id", "name"])
        #expect(try store.first("SELECT count(*) FROM things") { $0.int(0) } == 2)
        store.close()
    }

    @Test("a database of a newer program is refused, by name and number")
    func newer() async throws {
        let store = try open()
        try await store.migrate(Schema(version: 3, tables: [table([])]))
        try await store.migrate(Schema(version: 1, tables: [Schema.Table("others", columns: [.init("id", .integer, primaryKey: true)])]))
        let error = await #expect(throws: StoreError.self) { try await store.migrate(Schema(version: 2, tables: [table([])])) }
        #expect(error?.kind == .schemaTooNew(found: 3, known: 2))
        #expect(error?.message.contains("state.db") == true)
        try await store.write { try $0.execute("INSERT INTO others DEFAULT VALUES") }
        #expect(try store.first("SELECT id FROM others") { $0.int(0) } == 1)
        store.close()
    }

    @Test(
        "a declaration that cannot be is refused",
        arguments: [
            [Schema.Table("t", columns: [])],
            [Schema.Table("t", columns: [.init("a", .text), .init("A", .text)])],
            [Schema.Table("t", columns: [.init("a", .text)], primaryKey: ["b"])],
            [Schema.Table("t", columns: [.init("a", .text)], indexes: [.init(on: ["b"])])],
            [Schema.Table("t", columns: [.init("a", .text)], indexes: [.init(on: ["a"]), .init(on: ["a"], where: "a > 1")])],
            [Schema.Table("t", columns: [.init("a", .text)], foreignKeys: [.init(["a"], references: "u", ["x", "y"])])],
            [Schema.Table("t", columns: [.init("a", .text)]), Schema.Table("T", columns: [.init("a", .text)])],
            [Schema.Table("schema_tables", columns: [.init("a", .text)])],
            [Schema.Table("sqlite_own", columns: [.init("a", .text)])],
        ])
    func mistakes(tables: [Schema.Table]) async throws {
        let store = try open()
        await #expect(throws: StoreError.self) { try await store.migrate(Schema(tables: tables)) }
        #expect(try store.first("SELECT count(*) FROM sqlite_schema WHERE name = 't'") { $0.int(0) } == 0)
        store.close()
    }

    @Test("readers that were open before a migration go on after it")
    func openReaders() async throws {
        let store = try open()
        try await store.migrate(Schema(tables: [table([])]))
        #expect(try store.rows("SELECT * FROM things") { $0.columnCount } == [])
        try await store.migrate(Schema(tables: [table([.init("name", .text, default: "d")])]))
        try await store.write { try $0.execute("INSERT INTO things (id) VALUES ('a')") }
        #expect(try store.rows("SELECT * FROM things") { $0.columnCount } == [2])
        store.close()
    }
}
