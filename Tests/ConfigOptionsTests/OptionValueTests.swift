import ConfigOptions
import INI
import Testing

@Suite("Values are converted and checked")
struct OptionValueTests {
    static let catalog = OptionCatalog(
        .cinder,
        [
            OptionGroup(
                "DEFAULT",
                [
                    .boolean("flag"), .integer("count", min: -5, max: 5), .integer("least", min: 1), .integer("any"),
                    .integer("version", choices: [4, 6]),
                    .number("ratio", min: 0, max: 4.5), .port("port"), .list("items"), .list("days", choices: ["mon", "tue"]),
                    .dictionary("pairs"), .multi("many"), .multi("devices", of: .dictionary), .uri("where"),
                    .string("zone", choices: ["None", "a", "b", ""]), .string("loud", choices: ["Yes"], ignoringCase: true),
                    .string("auto", pattern: #"^(auto|\d+)$"#), OptionDefinition("address", .ipAddress),
                    OptionDefinition("host", .hostAddress), OptionDefinition("domain", .hostDomain), OptionDefinition("name", .hostName),
                    OptionDefinition("short", .string(maximumLength: 3)), OptionDefinition("bounded", .list(bounded: true)),
                    OptionDefinition("web", .uri(schemes: ["http", "https"])),
                ])
        ])

    static let accepted: [(String, String, OptionValue)] =
        ["true", "1", "yes", "on", "TRUE", "On"].map { ("flag", $0, .boolean(true)) }
        + ["false", "0", "no", "off", "NO"].map { ("flag", $0, .boolean(false)) }
        + [
            ("count", "-5", .integer(-5)), ("count", "+5", .integer(5)), ("version", "6", .integer(6)), ("any", "1_000", .integer(1000)),
            ("any", "007", .integer(7)),
            ("any", "9223372036854775807", .integer(.max)), ("any", "", .unset), ("ratio", "4.5", .number(4.5)),
            ("ratio", "1e-1", .number(0.1)),
            ("ratio", "", .unset), ("port", "0", .integer(0)), ("port", "65535", .integer(65535)),
            ("items", "a, b ,c", .list(["a", "b", "c"])), ("items", "a,", .list(["a"])), ("items", "a,,b", .list(["a", "", "b"])),
            ("items", "\"3,4\",", .list(["\"3", "4\""])), ("items", "", .list([])), ("days", "tue,mon", .list(["tue", "mon"])),
            ("pairs", "a:1, b:2:3", .dictionary([.init(key: "a", value: "1"), .init(key: "b", value: "2:3")])),
            ("pairs", "", .dictionary([])), ("many", "a,b", .list(["a,b"])), ("devices", "a:1,b:2", .list(["a:1,b:2"])),
            ("where", "http://h:1/p?q#f", .string("http://h:1/p?q#f")), ("zone", "a", .string("a")), ("zone", "", .string("")),
            ("loud", "yEs", .string("yEs")), ("auto", "12", .string("12")), ("address", "::1", .string("::1")),
            ("address", "192.0.2.1", .string("192.0.2.1")), ("host", "a-b.example", .string("a-b.example")),
            ("host", "fd00::1", .string("fd00::1")), ("domain", "a_b", .string("a_b")), ("name", "x1", .string("x1")),
            ("short", "abc", .string("abc")), ("bounded", "[a,b]", .list(["a", "b"])), ("bounded", "[]", .list([])),
            ("web", "HTTPS://x", .string("HTTPS://x")),
        ]

    @Test("a value of the type is taken", arguments: accepted)
    func accepts(name: String, text: String, value: OptionValue) throws {
        let type = try #require(Self.catalog.option(name)).type
        #expect(try type.value(of: text) == value)
    }

    @Test(
        "any other is refused in words that say what it has to be",
        arguments: [
            ("flag", "T", "must be a boolean (true, yes, on, 1 or false, no, off, 0), not `T`"),
            ("flag", "", "must be a boolean (true, yes, on, 1 or false, no, off, 0), not ``"),
            ("count", "-6", "must be at least -5, not -6"), ("count", "6", "must be at most 5, not 6"),
            ("count", "x", "must be an integer between -5 and 5, not `x`"), ("least", "1.5", "must be an integer of at least 1, not `1.5`"),
            ("any", "0x10", "must be an integer, not `0x10`"), ("any", "1__0", "must be an integer, not `1__0`"),
            ("any", "-", "must be an integer, not `-`"), ("any", "٣", "must be an integer, not `٣`"),
            ("any", "9223372036854775808", "must be at most 9223372036854775807, not 9223372036854775808"),
            ("ratio", "4.6", "must be at most 4.5, not 4.6"), ("ratio", "nan", "must be a number between 0.0 and 4.5, not `nan`"),
            ("ratio", "0x1p3", "must be a number between 0.0 and 4.5, not `0x1p3`"), ("port", "65536", "must be at most 65535, not 65536"),
            ("port", "http", "must be a port number (0 to 65535), not `http`"),
            ("days", "mon,sun", "must be a list of items between commas, each one of mon, tue; the item `sun` is not"),
            ("pairs", "a", "must be a list of key:value pairs between commas; the pair `a` has no colon"),
            ("pairs", ":1", "must be a list of key:value pairs between commas; the pair `:1` has no key"),
            ("pairs", "a:1,a:2", "has the key `a` twice"),
            ("where", "host/path", "must be a URI (scheme://host...), not `host/path`"),
            ("where", "http:///x", "must be a URI (scheme://host...), not `http:///x`"),
            ("web", "ftp://x", "must be a URI (http or https://host...), not `ftp://x`"),
            ("zone", "xyzzy", "must be one of None, a, b, (empty), not `xyzzy`"), ("version", "5", "must be one of 4, 6, not `5`"),
            ("auto", "1x", #"must be a text that matches ^(auto|\d+)$, not `1x`"#),
            ("address", "1.2.3", "must be an IP address, not `1.2.3`"), ("address", "::1/64", "must be an IP address, not `::1/64`"),
            ("host", "-a", "must be a host name or an IP address, not `-a`"),
            ("host", "a_b", "must be a host name or an IP address, not `a_b`"),
            ("host", "1.2.3.999", "must be a host name or an IP address, not `1.2.3.999`"),
            ("name", "", "must be a host name, not ``"), ("short", "abcd", "must be a text of at most 3 characters, and has 4"),
            ("bounded", "a,b", "must be a list in brackets of items between commas, not `a,b`"),
            ("bounded", "[", "must be a list in brackets of items between commas, not `[`"),
        ])
    func refuses(name: String, text: String, reason: String) throws {
        let type = try #require(Self.catalog.option(name)).type
        #expect(throws: OptionRefusal(reason)) { try type.value(of: text) }
    }

    @Test("every mistake of all files is reported at once, with place, caret and bound")
    func allMistakes() throws {
        let text = """
            [DEFAULT]
            osapi_volume_workers = 0
            osapi_volume_listen_port = 70000
            auth_strategy = noaut
            debug = maybe
            broken line
            [oslo_messaging_rabbit]
            kombu_reconnect_delay = 5
            """
        let error = #expect(throws: ConfigErrors.self) { try load(.cinder, text) }
        #expect(
            error?.description == """
                file1.conf:2:24: error: osapi_volume_workers must be at least 1, not 0
                osapi_volume_workers = 0
                                       ^
                file1.conf:3:28: error: osapi_volume_listen_port must be at most 65535, not 70000
                osapi_volume_listen_port = 70000
                                           ^
                file1.conf:4:17: error: auth_strategy must be one of noauth, noauth_include_project_id, keystone, not `noaut`
                auth_strategy = noaut
                                ^
                Did you mean `noauth`?
                file1.conf:5:9: error: debug must be a boolean (true, yes, on, 1 or false, no, off, 0), not `maybe`
                debug = maybe
                        ^
                file1.conf:6:1: error: expected an option (`name = value`) or a section (`[name]`)
                broken line
                ^
                A comment starts with `#`; a line that continues the value above is indented.
                file1.conf:8:25: error: [oslo_messaging_rabbit] kombu_reconnect_delay must be at most 4.5, not 5.0
                kombu_reconnect_delay = 5
                                        ^
                """)
    }

    @Test("a mistake in the environment or on the command line names its origin")
    func origins() {
        let loader = ConfigLoader(
            texts: [], environment: ["OS_DEFAULT__DEBUG": "x"],
            overrides: [OptionOverride("osapi_volume_workers", value: "0"), OptionOverride("hots", value: "1")])
        let error = #expect(throws: ConfigErrors.self) { try loader.load(.cinder) }
        #expect(
            error?.errors.map(\.description).sorted() == [
                "command line: error: osapi_volume_workers must be at least 1, not 0",
                "command line: error: there is no option hots in cinder\nDid you mean `host`?",
                "environment variable OS_DEFAULT__DEBUG: error: debug must be a boolean (true, yes, on, 1 or false, no, off, 0), not `x`",
            ])
    }

    @Test("a mistake of a multi option is at the line it is on")
    func multiPositions() {
        let text = "[DEFAULT]\nreplication_device = a:1\nreplication_device = b\nreplication_device = c\n"
        #expect(
            mistakes(.cinder, text) == [
                "3:22: replication_device must be a list of key:value pairs between commas; one pair has no colon",
                "4:22: replication_device must be a list of key:value pairs between commas; one pair has no colon",
            ])
    }
}
