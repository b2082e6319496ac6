import APIResources
import Extensions
import Testing

struct ResolutionTests {
    private func make(_ alias: String, requires: [String] = [], optional: [String] = []) -> Extension {
        Extension(alias, name: alias, description: "", updated: "", requires: requires, optional: optional)
    }

    @Test("Each extension comes after those it requires or would like to have")
    func order() throws {
        let api = try ResolvedAPI(
            core: [], extensions: [make("c", requires: ["b"]), make("a", optional: ["c"]), make("b"), make("d", optional: ["nope"])])
        #expect(api.extensions.map(\.alias) == ["b", "c", "a", "d"])
    }

    @Test("What is only optional makes no circle")
    func optionalCircle() throws {
        let api = try ResolvedAPI(core: [], extensions: [make("a", optional: ["b"]), make("b", requires: ["a"])])
        #expect(api.extensions.map(\.alias) == ["a", "b"])
    }

    @Test("A missing requirement is named, with who requires it")
    func missing() {
        #expect(throws: ExtensionError.missing(required: "b", by: "a")) {
            try ResolvedAPI(core: [], extensions: [make("a", requires: ["b"])])
        }
    }

    @Test("A circle of requirements is named")
    func cycle() {
        #expect(throws: ExtensionError.cycle(["a", "b", "c", "a"])) {
            try ResolvedAPI(core: [], extensions: [make("a", requires: ["b"]), make("b", requires: ["c"]), make("c", requires: ["a"])])
        }
    }

    @Test("An extension's attributes join the resource, and replace one of the same name in its place")
    func attributes() throws {
        let core = ResourceDefinition(
            "thing", collection: "things",
            attributes: [
                Attribute("id", .uuid, [.visible, .primaryKey]), Attribute("name", .string(max: 10), [.post, .visible], default: ""),
            ])
        var added = make("more")
        added.attributes = [
            ("things", [Attribute("name", .name(max: 20), [.post, .put, .visible], default: ""), Attribute("size", .integer, [.visible])])
        ]
        let api = try ResolvedAPI(core: [core], extensions: [added])
        let thing = try #require(api.definition(of: "things"))
        #expect(thing.attributes.map(\.name) == ["id", "name", "size"])
        #expect(thing.attribute("name")?.extensionAlias == "more")
        #expect(thing.attribute("name")?.writer == "anyone")
        added.attributes = [("nothings", [])]
        #expect(throws: ExtensionError.unknownCollection("nothings", by: "more")) { try ResolvedAPI(core: [core], extensions: [added]) }
    }
}
