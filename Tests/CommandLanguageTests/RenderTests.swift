import CommandLanguage
import JSONCodec
import Testing

@Suite("Printing values")
struct RenderTests {
    private let table = CommandValue.table(
        TableValue(
            columns: [.init("name"), .init("listen"), .init("in_flight"), .init("filters"), .init("source", wide: true)],
            rows: [
                ["neutron", "127.0.0.1:9696", 2, ["request_id", "noauth"], "a.ini"], ["網路", nil, 10, [], "b, \"c\""],
            ]))

    private func render(_ value: CommandValue, _ options: OutputOptions = OutputOptions()) throws -> String { try value.render(options) }

    @Test("a table is drawn with boxes, wide characters counted")
    func box() throws {
        #expect(
            try render(table) == """
                +---------+----------------+-----------+--------------------+
                | name    | listen         | in_flight | filters            |
                +---------+----------------+-----------+--------------------+
                | neutron | 127.0.0.1:9696 |         2 | request_id, noauth |
                | 網路    |                |        10 |                    |
                +---------+----------------+-----------+--------------------+

                """)
    }

    @Test("a table is cut to the terminal's width, and wide is not")
    func cutting() throws {
        #expect(
            try render(table, OutputOptions(width: 47)) == """
                +---------+-----------+-----------+-----------+
                | name    | listen    | in_flight | filters   |
                +---------+-----------+-----------+-----------+
                | neutron | 127.0.0.… |         2 | request_… |
                | 網路    |           |        10 |           |
                +---------+-----------+-----------+-----------+

                """)
        #expect(try render(table, OutputOptions(format: .wide, width: 47)).contains("| b, \"c\" |"))
    }

    @Test("the other forms")
    func forms() throws {
        let options = OutputOptions(columns: ["name", "in_flight", "source"])
        func form(_ format: OutputFormat) throws -> String {
            var options = options
            options.format = format
            return try render(table, options)
        }
        #expect(
            try form(.json) == """
                [
                  {
                    "name": "neutron",
                    "in_flight": 2,
                    "source": "a.ini"
                  },
                  {
                    "name": "網路",
                    "in_flight": 10,
                    "source": "b, \\"c\\""
                  }
                ]

                """)
        #expect(try form(.csv) == "name,in_flight,source\nneutron,2,a.ini\n網路,10,\"b, \"\"c\"\"\"\n")
        #expect(try form(.value) == "neutron 2 a.ini\n網路 10 b, \"c\"\n")
        #expect(
            try form(.yaml) == "- name: neutron\n  in_flight: 2\n  source: a.ini\n- name: 網路\n  in_flight: 10\n  source: \"b, \\\"c\\\"\"\n"
        )
        #expect(
            try render(table, OutputOptions(format: .value, columns: ["filters", "listen"])) == "request_id,noauth 127.0.0.1:9696\n null\n")
    }

    @Test("an empty list is an empty array, and a table of headings")
    func empty() throws {
        let empty = CommandValue.table(TableValue(columns: [.init("name")], rows: []))
        #expect(try render(empty, OutputOptions(format: .json)) == "[]\n")
        #expect(try render(empty, OutputOptions(format: .yaml)) == "[]\n")
        #expect(try render(empty, OutputOptions(format: .csv)) == "name\n")
        #expect(try render(empty, OutputOptions(format: .value)) == "")
        #expect(try render(empty) == "+------+\n| name |\n+------+\n")
    }

    @Test("JSON has every column, also those that the plain table leaves out")
    func allColumns() throws {
        #expect(try render(table, OutputOptions(format: .json)).contains("\"source\": \"a.ini\""))
        #expect(try !render(table).contains("a.ini"))
    }

    @Test("rows are sorted by a column, numbers as numbers")
    func sorting() throws {
        let numbers = CommandValue.table(TableValue(columns: [.init("n")], rows: [[10], [nil], [9], ["x"], [9.5]]))
        #expect(try render(numbers, OutputOptions(format: .value, sort: "n")) == "9\n9.5\n10\nx\nnull\n")
        #expect(try render(numbers, OutputOptions(format: .value, sort: "n:desc")) == "null\nx\n10\n9.5\n9\n")
    }

    @Test("a column that there is not is refused with those that there are")
    func unknownColumn() {
        let error = #expect(throws: OutputError.self) { try render(table, OutputOptions(columns: ["nam"])) }
        #expect(
            error?.description == "unknown column 'nam' (did you mean 'name'?): the columns are name, listen, in_flight, filters, source")
        #expect(throws: OutputError.self) { try render(table, OutputOptions(sort: "x")) }
        #expect(throws: OutputError.self) { try render(.record(RecordValue(["a": 1])), OutputOptions(columns: ["b"])) }
    }

    @Test("a record is fields and values, an object in JSON, with lists of things below")
    func record() throws {
        let record = CommandValue.record(RecordValue(["name": "network", "count": 2, "attributes": [["name": "id", "type": "uuid"]]]))
        #expect(
            try render(record) == """
                +-------+---------+
                | field | value   |
                +-------+---------+
                | name  | network |
                | count | 2       |
                +-------+---------+

                attributes:
                +------+------+
                | name | type |
                +------+------+
                | id   | uuid |
                +------+------+

                """)
        #expect(try render(record, OutputOptions(format: .json, columns: ["count"])) == "{\n  \"count\": 2\n}\n")
        #expect(try render(record, OutputOptions(format: .value, columns: ["name", "count"])) == "network\n2\n")
        #expect(try render(record, OutputOptions(format: .csv, columns: ["name", "count"])) == "name,count\nnetwork,2\n")
        #expect(
            try render(record, OutputOptions(format: .yaml)) == "name: network\ncount: 2\nattributes:\n- name: id\n  type: uuid\n")
    }

    private let response = ResponseValue(
        status: 200, reason: "OK", headers: [.init(name: "Content-Type", value: "application/json"), .init(name: "X-A", value: "1")],
        body: ["networks": [["id": "a", "name": "x"]], "networks_links": []], elapsedMicroseconds: 420,
        trace: [
            TraceStep(name: "request_id", elapsedMicroseconds: 12, headersAdded: ["x-openstack-request-id: req-1"]),
            TraceStep(name: "app", elapsedMicroseconds: 300, headersRemoved: ["X-B"], answered: true),
        ])

    @Test("an answer prints its body, and more when asked")
    func answers() throws {
        let body = "{\n  \"networks\": [\n    {\n      \"id\": \"a\",\n      \"name\": \"x\"\n    }\n  ],\n  \"networks_links\": []\n}\n"
        #expect(try render(.response(response)) == body)
        #expect(
            try render(.response(response), OutputOptions(includesHead: true))
                == "HTTP/1.1 200 OK\nContent-Type: application/json\nX-A: 1\n\n" + body)
        #expect(try render(.response(response), OutputOptions(format: .value, columns: ["name"])) == "x\n")
        let document = try JSONValue(parsing: try render(.response(response), OutputOptions(format: .json, includesHead: true)))
        #expect(document.objectValue?.keys == ["status", "headers", "body", "elapsed_us", "trace"])
        #expect(document["headers"]?["X-A"] == "1")
        #expect(document["trace"]?[1]?["answered"] == true)
        #expect(
            try render(.response(ResponseValue(status: 204)), OutputOptions(showsTrace: true)) == """
                +------+------------+---------------+-----------------+----------+
                | name | elapsed_us | headers_added | headers_removed | answered |
                +------+------------+---------------+-----------------+----------+

                """)
        #expect(try render(.response(response), OutputOptions(showsTrace: true)).contains("| app        |        300 |"))
        #expect(try render(.response(ResponseValue(status: 204))) == "")
        #expect(try render(.response(ResponseValue(status: 500, body: "oops", isText: true))) == "oops\n")
    }

    @Test("control characters in data cannot reach the terminal")
    func controls() throws {
        let value = CommandValue.table(TableValue(columns: [.init("n")], rows: [["a\u{1B}[31m\nb"]]))
        #expect(try render(value).contains("| a\\x1b[31m\\nb |"))
        #expect(try render(value, OutputOptions(format: .value)) == "a\\x1b[31m\\nb\n")
    }

    @Test("documents and texts")
    func documents() throws {
        #expect(try render(.json("x")) == "x\n")
        #expect(try render(.json("x"), OutputOptions(format: .json)) == "\"x\"\n")
        #expect(try render(.json(["a": [1]])) == "{\n  \"a\": [\n    1\n  ]\n}\n")
        #expect(try render(.json([1, "b"]), OutputOptions(format: .value)) == "1\nb\n")
        #expect(try render(.text("a")) == "a\n")
        #expect(try render(.text("")) == "")
        #expect(try render(.none) == "")
    }

    @Test("every value survives the way through JSON")
    func transport() throws {
        let values: [CommandValue] = [
            .none, .text("a\n"), table, .record(RecordValue(["b": 1, "a": [2]])), .json(["x": nil]), .response(response),
        ]
        for value in values {
            let text = value.jsonValue.serialized()
            #expect(CommandValue(jsonValue: try JSONValue(parsing: text)) == value)
        }
        #expect(CommandValue(jsonValue: ["kind": "other"]) == nil)
        #expect(CommandValue(jsonValue: nil) == nil)
    }

    @Test(
        "YAML quotes what would be read as something else",
        arguments: [
            ("plain text", "plain text"), ("", "\"\""), ("true", "\"true\""), ("12", "\"12\""), ("a: b", "\"a: b\""), ("- x", "\"- x\""),
            ("/v2.0", "/v2.0"),
            ("x#y", "\"x#y\""), (" a", "\" a\""), ("Null", "\"Null\""), ("127.0.0.1:80", "\"127.0.0.1:80\""), ("a\nb", "\"a\\nb\""),
            ("a:", "\"a:\""),
        ])
    func yaml(text: String, expected: String) throws {
        #expect(try render(.json(["k": .string(text)]), OutputOptions(format: .yaml)) == "k: \(expected)\n")
    }

    @Test("nested YAML")
    func nestedYAML() throws {
        let value: JSONValue = ["a": [["b": [1, 2], "c": ["d": []]], [[1], []]], "e": [:]]
        #expect(
            try render(.json(value), OutputOptions(format: .yaml)) == """
                a:
                - b:
                  - 1
                  - 2
                  c:
                    d: []
                - - - 1
                  - []
                e: {}

                """)
    }

    @Test(
        "columns on a terminal",
        arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("網路", 4), ("👍", 2), ("", 0), ("ｶ", 1), ("한글", 4), ("—", 1)])
    func widths(text: String, expected: Int) {
        #expect(text.displayWidth == expected)
    }

    @Test(
        "cutting counts columns", arguments: [("abcdef", 4, "abc…"), ("網路設定", 4, "網…"), ("abc", 3, "abc"), ("abc", 1, "…"), ("abc", 0, "")])
    func truncation(text: String, width: Int, expected: String) {
        #expect(text.truncated(toWidth: width) == expected)
    }
}
