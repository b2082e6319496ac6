import CommandLanguage
import JSONCodec
import Testing

@Suite("Random text")
struct FuzzTests {
    private static let pieces = [
        "app", "list", "show", "pipeline", "use", "get", "post", "/v2.0/x", "-d", "-o", "json", "--app", "--app=", "set", "if", "elif",
        "else", "end", "for", "in",
        "assert", "expect", "200", "2xx", "capture", "=", "==", "!=", "~", "&&", "||", "!", "(", ")", "[", "]", "{", "}", "$", "$x", "${",
        "${x", "${x:-", "}", "$.",
        "$.a", "$.a[", "[?(", "@", "@.b", "*", "..", ".length", "'", "\"", "\\", "\n", ";", "|", ">", ">>", "#", " ", " ", " ", "\t",
        "\r\n", "-", "--", "wait-until",
        "--timeout", "watch", "-n", "1", "é", "網", "👍", "\u{301}", "\u{0}", ":", ",", "a=1", "b:=", "source", "timing", "contains", "true",
        "null", "status", ":-",
    ]

    private func randomText(_ generator: inout some RandomNumberGenerator, longest: Int) -> String {
        (0..<Int.random(in: 0...longest, using: &generator)).map { _ in
            (Self.pieces.randomElement(using: &generator) ?? "") + (Bool.random(using: &generator) ? " " : "")
        }.joined()
    }

    @Test("random scripts never crash the parser, and places lie within the text")
    func scripts() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<6_000 {
            let text = randomText(&generator, longest: 30)
            let script = Script(parsing: text, file: "f", table: .standard, allowPrefixes: Bool.random(using: &generator))
            let length = text.utf8.count
            for diagnostic in script.diagnostics {
                let range = diagnostic.range
                #expect(range.start.offset <= range.end.offset && range.end.offset <= length, "\(diagnostic) in \(text.debugDescription)")
            }
            #expect(!script.needsMoreInput || script.diagnostics.allSatisfy(\.isIncomplete) || text.contains("\\"))
        }
    }

    @Test("random lines never crash completion, ? and hints")
    func lines() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            let text = randomText(&generator, longest: 12)
            let cursor = Int.random(in: 0...text.utf8.count, using: &generator)
            let request = CommandTable.standard.complete(text, cursor: cursor)
            #expect(request.replacement.upperBound == cursor && request.replacement.lowerBound >= 0)
            _ = CommandTable.standard.legalNext(text, cursor: cursor)
            _ = CommandTable.standard.hint(text, cursor: cursor)
            _ = CommandTable.standard.completeTool(text.split(separator: " ").map(String.init))
        }
    }

    @Test("random expressions, paths and patterns never crash their parsers and evaluators")
    func expressions() {
        var generator = SystemRandomNumberGenerator()
        let document: JSONValue = ["a": ["b": [1, 2, ["b": "x"]]], "x": "y"]
        let environment = TestEnvironment(variables: ["x": ["a": 1]], lastResponse: ResponseValue(status: 200, body: document))
        for _ in 0..<10_000 {
            let text = randomText(&generator, longest: 10)
            if let expression = try? Expression(parsing: text) { _ = try? expression.evaluate(in: environment) }
            if let path = try? JSONPath(parsing: text) { _ = try? path.value(in: document, environment: environment) }
            let pattern = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                "ab.*+?{}()[]^$|\\d,1-2é".randomElement(using: &generator).map(String.init) ?? ""
            }
            if let expression = try? RegularExpression(pattern.joined()) { _ = expression.matches("abba12é") }
        }
    }

    @Test("statements that parse run their words")
    func expansion() {
        var generator = SystemRandomNumberGenerator()
        let environment = TestEnvironment(variables: ["x": "v"])
        for _ in 0..<3_000 {
            for statement in parse(randomText(&generator, longest: 8)).statements {
                guard case .command(let line) = statement.kind, let arguments = try? line.arguments(in: environment) else { continue }
                _ = CommandTable.standard.match(arguments)
            }
        }
    }
}
