import INI
import JSONCodec
import Testing

@testable import Policy

@Suite("Rules of any text")
struct RuleFuzzTests {
    private static let pieces = [
        "(", ")", "((", "))", " ", "not ", "and ", "or ", " or ", " and ", "@", "!", "role:admin", "role:", "rule:a", "rule:b",
        "project_id:%(project_id)s",
        "%(", ")s", "%", "'x':%(y)s", "'", "\"", "field:a:b=c", "field:a:b=~^c", "=~", ":", "None:%(n)s", "http:x", "é", "\u{0}", "\n", "[",
        "]",
        "{", "}", "- ", "\"a\": ", "a: ", "? ", "&x ", "*x", "|\n", ">-\n", "\t", ",", "#", "!!binary ", "---\n", "...\n", "<<: ",
    ]

    private static func text(_ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...24, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    @Test("Any text is a check or a mistake in it; a check means what its own text means", arguments: 0..<4)
    func checks(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let callers = [
            PolicyCredentials(), PolicyCredentials(projectID: "p1", roles: ["admin"], isAdmin: true), PolicyCredentials(projectID: "p1"),
        ]
        let targets: [JSONObject] = [[:], ["project_id": "p1", "y": "x", "b": "c"], ["project_id": nil, "n": nil, "b": "cc"]]
        let others = [RuleDefault("a", "role:admin"), RuleDefault("b", "not rule:a or 'x':%(y)s")]
        var found = 0
        for _ in 0..<1000 {
            let text = Self.text(&generator)
            let parsed: ParsedCheck
            do throws(CheckError) { parsed = try ParsedCheck(text) } catch {
                #expect((0...text.count).contains(error.offset), "\(text)")
                continue
            }
            found += 1
            let again = try ParsedCheck(parsed.check.description)
            #expect(again.check.description == parsed.check.description, "\(text)")
            let rules = RuleSet.linking([RuleDefault("x", text), RuleDefault("z", parsed.check.description)] + others)
            for caller in callers {
                let residue = rules.residue(of: "x", caller)
                for target in targets {
                    let whole = rules.allows("x", caller, target)
                    #expect(rules.allows("z", caller, target) == whole, "\(text)")
                    #expect(rules.holds(residue, caller, target) == whole, "\(text) leaves \(residue)")
                    #expect(rules.explain("x", caller, target)?.isAllowed == whole)
                }
            }
        }
        #expect(found > 30)
    }

    @Test("Any text is a file of rules or mistakes in it with their lines", arguments: 0..<2)
    func files(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = Self.text(&generator)
            let file = PolicyFile(text, name: "policy.yaml")
            let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.count
            for error in file.errors { #expect(error.position.line <= lines + 1, "\(text)") }
        }
    }

    @Test("Files that nest without end are refused, and cost no stack")
    func nesting() {
        for text in [
            "a: " + String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000) + "x",
            (0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), String(repeating: "[\n", count: 100_000),
            String(repeating: "{\n", count: 900), String(repeating: "- ", count: 900) + "x", String(repeating: "? ", count: 900),
        ] {
            #expect(PolicyFile(text, name: "policy.yaml").errors.count == 1)
        }
    }
}

extension RuleSet {
    static func linking(_ defaults: [RuleDefault]) -> RuleSet {
        var linker = RuleLinker(defaults, [], enforcesNewDefaults: true)
        return RuleSet(linker.link(), fallback: "default", enforcesScopes: true, generation: 0)
    }
}

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
