import APIResources
import FoundationEssentials
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Persistence
import Testing

/// A resource from its declaration to its lists: what a new one has to write.
struct ResourceTests {
    private static let widget = ResourceDefinition(
        "widget", collection: "widgets", quota: "widget",
        attributes: [
            Attribute("id", .uuid, [.visible, .filter, .sortKey, .primaryKey]),
            Attribute("name", .name(max: 20), [.post, .put, .visible, .filter, .sortKey, .indexed], default: ""),
            Attribute("project_id", .string(max: 255), [.post, .visible, .filter], alias: "tenant_id"),
            Attribute("size", .range(1, 100), [.post, .put, .visible, .filter, .sortKey]),
            Attribute("parent", .uuid.orNull, [.post, .visible, .sortKey, .filter], default: nil),
            Attribute("secret", .string(max: 9), [.post, .visible, .adminRead, .adminWrite], default: "s"),
        ])

    private static let caller = BodyRules.Caller(projectID: "p", isPrivileged: false)

    private func create(_ body: String) throws -> BodyRules.Creation {
        try BodyRules(Self.widget).creation(ByteBuffer(string: body), caller: Self.caller)
    }

    @Test("A body gets defaults, conversions and the caller's project")
    func defaults() throws {
        let creation = try create(#"{"widget":{"size":"7"}}"#)
        #expect(creation.items == [["name": "", "project_id": "p", "size": 7, "parent": .null, "secret": "s"]])
        #expect(creation.given == [["size"]])
        #expect(try create(#"{"widgets":[{"widget":{"size":1}},{"size":2}]}"#).isBulk)
    }

    @Test(
        "A body that breaks a rule is refused with 400 and the kind of the mistake",
        arguments: [
            ("", "HTTPBadRequest"), ("{", "HTTPBadRequest"), ("[]", "HTTPBadRequest"), (#"{"gadget":{}}"#, "HTTPBadRequest"),
            (#"{"widget":[]}"#, "HTTPBadRequest"), (#"{"widgets":[]}"#, "HTTPBadRequest"), (#"{"widget":{}}"#, "HTTPBadRequest"),
            (#"{"widget":{"size":1,"bogus":2}}"#, "HTTPBadRequest"), (#"{"widget":{"size":1,"id":"x"}}"#, "HTTPBadRequest"),
            (#"{"widget":{"size":101}}"#, "HTTPBadRequest"), (#"{"widget":{"size":"x"}}"#, "InvalidInput"),
            (#"{"widget":{"size":1,"project_id":"q"}}"#, "HTTPBadRequest"),
            (#"{"widget":{"size":1,"project_id":"p","tenant_id":"q"}}"#, "HTTPBadRequest"),
            (#"{"widget":{"size":1,"name":" x"}}"#, "HTTPBadRequest"),
        ])
    func refused(body: String, type: String) {
        #expect {
            try create(body)
        } throws: { error in
            (error as? APIFault)?.type == type && (error as? APIFault)?.status.code == 400
        }
    }

    @Test("A view hides what is the administrators' and shows the fields that were asked for")
    func views() {
        let document: JSONObject = ["id": "1", "name": "n", "secret": "s"]
        #expect(Self.widget.view(document, hiding: ["secret"]) == ["id": "1", "name": "n"])
        #expect(Self.widget.view(document, fields: ["secret", "id"], hiding: []) == ["id": "1", "secret": "s"])
        #expect(Self.widget.view(document, fields: ["bogus"], hiding: []) == [:])
        let bytes = Self.widget.document(of: ["name": "n", "project_id": "p", "id": "1"])
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"id":"1","name":"n","project_id":"p","tenant_id":"p"}"#)
        #expect(String(decoding: Self.widget.document(of: [:]), as: UTF8.self) == "{}")
    }

    @Test(
        "Pages sorted by a column with nulls and equal values hold every row once, in both directions",
        arguments: [
            "sort_key=parent&sort_dir=asc", "sort_key=parent&sort_dir=desc", "sort_key=size&sort_dir=desc&sort_key=parent&sort_dir=asc",
            "sort_key=size&sort_dir=asc&sort_key=parent&sort_dir=desc", "",
        ])
    func pages(order: String) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "resources-" + UUIDText.make())
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = try SQLiteStore(path: directory.appending(path: "state.db").path)
        defer { store.close() }
        let table = ResourceTable(Self.widget)
        try await store.migrate(Schema(tables: [Self.widget.table]))
        try await store.write { transaction in
            for number in 0..<13 {
                let parent: JSONValue = number % 3 == 0 ? .null : .string("p\(number % 4)")
                try table.insert(
                    ["id": .string("w\(number)"), "name": "n", "project_id": "p", "size": .integer(number % 2), "parent": parent],
                    in: transaction)
            }
        }
        func list(_ query: ListQuery) throws -> [String] {
            var buffer = ByteBuffer()
            _ = try table.list(query, in: store, into: &buffer)
            return try JSONValue(parsing: Array(buffer.readableBytesView)).arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
        }
        var query = try QueryRules(Self.widget).parse(QueryItems(parsing: order))
        let whole = try list(query)
        #expect(Set(whole).count == 13)
        query.limit = 4
        for reversed in [false, true] {
            query.isReversed = reversed
            query.marker = nil
            var seen: [String] = []
            while seen.count < 20 {
                let page = try list(query)
                if page.isEmpty { break }
                seen = reversed ? page + seen : seen + page
                query.marker = reversed ? page.first : page.last
            }
            #expect(seen == whole)
        }
    }
}
