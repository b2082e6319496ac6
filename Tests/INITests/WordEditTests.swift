import INI
import Testing

@Suite struct `The words of a value` {
    private static let text = """
        [pipeline:a]
        # of the API
        pipeline = one  two app
        [pipeline:b]
        pipeline =
            one
            # between
            two three
            app
        """

    /// The text after an edit of word `index` of section `[pipeline:NAME]`.
    private func edited(_ name: String, _ edit: (INIDocument, INIEntry) -> LineEdit?) throws -> String {
        var document = INIDocument(parsing: Self.text, file: "f", dialect: .pasteDeploy)
        let entry = try #require(document.entry("pipeline", in: "pipeline:\(name)"))
        #expect(document.entry(at: entry.keyPosition)?.value == entry.value)
        document.apply([try #require(edit(document, entry))])
        return document.text
    }

    @Test(arguments: [
        ("a", 0, "pipeline = one  two app", "pipeline = new one  two app"), ("a", 2, "two app", "two new app"),
        ("b", 0, "    one\n", "    new\n    one\n"), ("b", 1, "    two three", "    new two three"),
        ("b", 3, "    app", "    new\n    app"),
    ])
    func `take one more, in the way they are written`(name: String, index: Int, old: String, new: String) throws {
        let text = try edited(name) { $0.inserting("new", beforeWord: index, of: $1) }
        #expect(text == Self.text.replacing(old, with: new))
    }

    @Test(arguments: [
        ("a", 0, "one  two app", "two app"), ("a", 1, "one  two app", "one  app"), ("b", 0, "    one\n", ""),
        ("b", 2, "two three", "two"), ("b", 3, "\n    app", "\n"),
    ])
    func `lose one, and nothing else`(name: String, index: Int, old: String, new: String) throws {
        let text = try edited(name) { $0.removing(word: index, of: $1) }
        #expect(text == Self.text.replacing(old, with: new))
    }

    @Test func `are replaced where they stand`() throws {
        #expect(try edited("b") { $0.replacing(word: 2, of: $1, with: "new") } == Self.text.replacing("two three", with: "two new"))
        #expect(try edited("a") { $0.replacing(valueOf: $1, with: "x y") } == Self.text.replacing("one  two app", with: "x y"))
    }

    @Test func `are edited in several places at once`() throws {
        var document = INIDocument(parsing: Self.text, file: "f", dialect: .pasteDeploy)
        let a = try #require(document.entry("pipeline", in: "pipeline:a"))
        let b = try #require(document.entry("pipeline", in: "pipeline:b"))
        document.apply(
            [
                document.appendingSection("filter:new", comment: "# mine", entries: [("use", "one"), ("k", "v")]),
                document.inserting("new", beforeWord: 0, of: b), document.removing(word: 0, of: a),
            ].compactMap(\.self))
        #expect(
            document.text == """
                [pipeline:a]
                # of the API
                pipeline = two app
                [pipeline:b]
                pipeline =
                    new
                    one
                    # between
                    two three
                    app

                # mine
                [filter:new]
                use = one
                k = v

                """)
        let added = try #require(document.sections(named: "filter:new").first)
        document.apply([document.removing(added, comment: "# mine")])
        #expect(!document.text.contains("mine") && document.sections.count == 2)
    }

    @Test func `that are not there are not edited`() throws {
        let document = INIDocument(parsing: Self.text, file: "f", dialect: .pasteDeploy)
        let entry = try #require(document.entry("pipeline", in: "pipeline:a"))
        #expect(document.inserting("x", beforeWord: 3, of: entry) == nil)
        #expect(document.removing(word: -1, of: entry) == nil)
        let other = INIDocument(parsing: "[a]\nx = 1\n", file: "f", dialect: .pasteDeploy)
        #expect(other.removing(word: 0, of: entry) == nil)
    }
}
