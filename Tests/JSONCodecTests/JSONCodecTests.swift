import JSONCodec
import Testing

@Suite("JSON text")
struct JSONCodecTests {
    @Test(
        "what was parsed is written back",
        arguments: [
            "null", "true", "[]", "{}", "[1,-2,0]", #"{"a":{"b":[1,2,{"c":null}]}}"#, #""aé\u0001\n\"\\""#, "1.5", "9223372036854775807",
        ])
    func roundTrip(text: String) throws {
        #expect(try JSONValue(parsing: text).description == text)
    }

    @Test("escapes and surrogate pairs are decoded")
    func escapes() throws {
        #expect(try JSONValue(parsing: #""\u00e9\ud83d\ude00\/\t""#) == "é😀/\t")
    }

    @Test(
        "malformed text is refused with its position",
        arguments: [
            ("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("1 2", 2), ("01", 1), ("1e400", 0), ("\"\\ud800\"", 1), ("\"\\ud800\\u0041\"", 1),
            ("\"a", 0), ("nul", 3), ("\"\u{1}\"", 1), ("-", 1), ("[", 1), ("{\"a\":}", 5), ("\"\\x\"", 2),
        ])
    func refusals(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.offset == offset)
    }

    @Test("nesting beyond the limit is refused, not followed")
    func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try JSONValue(parsing: deep) }
        let allowed = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(throws: Never.self) { try JSONValue(parsing: allowed) }
    }

    @Test("the later of two members with one key wins, in small and in large objects", arguments: [1, 40])
    func duplicateKeys(count: Int) throws {
        let members = (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",")
        let value = try JSONValue(parsing: "{\(members),\"k0\":1}")
        #expect(value["k0"] == 1)
        #expect(value.objectValue?.count == count)
    }

    @Test("invalid UTF-8 is refused")
    func invalidUTF8() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    }

    @Test("random bytes never crash the parser, and what it accepts is written and read back the same")
    func fuzz() throws {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("{}[]\",:\\u0123456789eE+-.truefalsn \u{e9}".utf8) + [0xFF, 0x00, 0xD8]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            guard let value = try? JSONValue(parsing: text) else { continue }
            #expect(try JSONValue(parsing: value.serialized()) == value)
        }
    }

    @Test("pretty text is indented by two blanks")
    func pretty() {
        let value: JSONValue = ["a": [1, ["b": nil]], "c": [:], "d": []]
        #expect(value.prettyPrinted() == "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}")
    }
}
