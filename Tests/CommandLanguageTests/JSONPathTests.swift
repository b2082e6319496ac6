import CommandLanguage
import JSONCodec
import Testing

@Suite("Paths into JSON")
struct JSONPathTests {
    private let document: JSONValue = [
        "network": ["id": "n1", "a b": 1, "router:external": true, "length": 9],
        "networks": [
            ["id": "a", "name": "x", "size": 1, "tags": ["t"]], ["id": "b", "name": "y z", "size": 5, "tags": []], ["id": "c", "size": 9],
        ],
        "text": "four",
        "empty": [],
    ]

    @Test(
        "a path gives what is there",
        arguments: [
            ("$.network.id", "n1"), ("$.networks[0].id", "a"), ("$.networks[-1].id", "c"), ("$.networks[*].id", ["a", "b", "c"]),
            ("$.networks.*.id", ["a", "b", "c"]), ("$['network']['a b']", 1), ("$.network[\"a b\"]", 1),
            ("$.network.router:external", true),
            ("$.networks.length", 3), ("$.networks.length()", 3), ("$.network.length", 9), ("$.network.length()", 4), ("$.text.length", 4),
            ("$.networks[*].length", 3), ("$.empty.length", 0), ("$.empty[*].id", []), ("$.networks[1:].id", ["b", "c"]),
            ("$.networks[:2].id", ["a", "b"]), ("$.networks[-2:-1].id", ["b"]), ("$.networks[?(@.name=='y z')].id", ["b"]),
            ("$.networks[?(@.size > 1 && @.size < 9)].id", ["b"]), ("$.networks[?(@.name)].id", ["a", "b"]),
            ("$.networks[?(!@.name)].id", ["c"]),
            ("$.networks[?@.size>=5].id", ["b", "c"]), ("$.networks[?(@.tags contains 't')].id", ["a"]),
            ("$.networks[?(@.name ~ '^y')].id", ["b"]),
            ("$.networks[?(@.name == $wanted)].id", ["a"]), ("$..id", ["n1", "a", "b", "c"]), ("$.networks[?(@.name=='y z')].id.length", 1),
            ("$.networks[?(@.tags[?(@ == 't')].length > 0)].id", ["a"]),
        ] as [(String, JSONValue)])
    func evaluation(text: String, expected: JSONValue) throws {
        let environment = TestEnvironment(variables: ["wanted": "x"])
        #expect(try JSONPath(parsing: text).value(in: document, environment: environment) == expected)
    }

    @Test(
        "a definite path that leads nowhere gives nothing",
        arguments: ["$.nope", "$.networks[7]", "$.network.id.x", "$.networks.id", "$.text[0]"])
    func nowhere(text: String) throws {
        #expect(try JSONPath(parsing: text).value(in: document) == nil)
    }

    @Test("the whole document is a path, too", arguments: ["$", "$."])
    func whole(text: String) throws {
        #expect(try JSONPath(parsing: text).value(in: document) == document)
    }

    @Test(
        "malformed paths are refused at their place",
        arguments: [
            ("", 1), ("network", 1), ("$network", 2), ("$.a.", 4), ("$.a[", 4), ("$.a[x]", 5), ("$.a[0", 4), ("$.a['b]", 5),
            ("$.a[?(@.b==)]", 12), ("$.a[?(@.b==1]", 13),
            ("$.a b", 4), ("$.a[99999999999999999999]", 5), ("$.a]", 4), ("$...a", 4),
        ])
    func malformed(text: String, column: Int) {
        let error = #expect(throws: Diagnostic.self) { try JSONPath(parsing: text) }
        #expect(error?.range.start.column == column)
    }
}
