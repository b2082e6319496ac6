import CommandLanguage
import Testing

@Suite("Regular expressions")
struct RegularExpressionTests {
    @Test(
        "patterns match where they should",
        arguments: [
            ("abc", "xabcx", true), ("^abc$", "xabcx", false), ("a.c", "abc", true), ("a.c", "a\nc", false), ("^a*b+c?$", "aabb", true),
            ("^(ab|cd)+$", "abcdab", true),
            ("^(?:ab|cd)$", "cd", true), ("[a-c]{2,3}", "xab", true), ("^[a-c]{2,3}$", "abca", false), ("^[^0-9]+$", "abc", true),
            ("^[^0-9]+$", "ab1", false),
            (#"^\d{3}-\w+\s?$"#, "123-ab_9 ", true), (#"\bnet\b"#, "a net b", true), (#"\bnet\b"#, "network", false),
            (#"\Bwork"#, "network", true),
            (#"a\.b"#, "a.b", true), (#"a\.b"#, "axb", false), ("(?i)NET", "network", true), ("(?i)[A-C]+$", "xabc", true),
            ("NET", "network", false), ("", "x", true),
            ("a|", "zzz", true), ("x{0}y", "y", true), ("a{,2}", "a{,2}", true), ("{", "{", true), ("[]a]", "]", true), ("[a-]", "-", true),
            ("é+", "éé", true),
            ("^/v2.0/networks", "/v2.0/networks/{id}", true), ("a+?b", "aab", true), (#"[\w.-]+@[\w.-]+"#, "a.b@c-d", true),
            (#"[^\s]+"#, "  ", false),
            (#"^\S+$"#, "ab", true), ("a$|^b", "bx", true), ("^$", "", true), ("(a*)*b", "aaaa", false), ("^.$", "網", true),
        ])
    func matching(pattern: String, text: String, expected: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == expected)
    }

    @Test(
        "malformed patterns are refused",
        arguments: [
            "(", ")", "[", "[a", "*", "+a", "a**", "[z-a]", "\\", "\\q", "(?<n>a)", "a{3,2}", "a{2000}", "((((a{900}){900}){900}))", "[\\",
        ])
    func malformed(pattern: String) {
        #expect(throws: RegularExpression.Invalid.self) { try RegularExpression(pattern) }
    }

    @Test("a hostile pattern takes no more time than a kind one")
    func hostile() throws {
        let text = String(repeating: "a", count: 2_000)
        #expect(try !RegularExpression("^(a+)+$").matches(text + "b"))
        #expect(try !RegularExpression("(a|a)*(a|aa)*b").matches(text))
        #expect(throws: RegularExpression.Invalid.self) { try RegularExpression(String(repeating: "a|", count: 100_000)) }
        #expect(throws: RegularExpression.Invalid.self) { try RegularExpression(String(repeating: "(", count: 100_000)) }
    }
}
