import CommandLanguage
import JSONCodec

/// A session with fixed variables and a fixed last answer.
struct TestEnvironment: ScriptEnvironment {
    var variables: [String: JSONValue] = [:]
    var lastResponse: ResponseValue?

    func value(ofVariable name: String) -> JSONValue? { variables[name] }
    var variableNames: [String] { variables.keys.sorted() }
}

/// The words of a line, as texts; variables are written as `<name>`.
func words(_ line: String) -> [String] {
    var lexer = Lexer(source: SourceText(line, file: "t"))
    var words: [String] = []
    while true {
        let token = lexer.next()
        switch token.kind {
        case .word(let word): words.append(describe(word.segments))
        case .pipe(let program): words.append("|\(program)|")
        case .redirection(let isAppending): words.append(isAppending ? ">>" : ">")
        case .separator: words.append(";")
        case .end: return words
        }
    }
}

func describe(_ segments: [Word.Segment]) -> String {
    segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .variable(let reference, _):
            "<\(reference.name)\(reference.path.map(\.text) ?? "")\(reference.fallback.map { ":-" + describe($0) } ?? "")>"
        }
    }.joined()
}

func parse(_ text: String, allowPrefixes: Bool = false) -> Script {
    Script(parsing: text, file: "t.csh", table: .standard, allowPrefixes: allowPrefixes)
}

/// The diagnostics of a script as `line:column message`.
func complaints(_ text: String, allowPrefixes: Bool = false) -> [String] {
    parse(text, allowPrefixes: allowPrefixes).diagnostics.map { "\($0.range.start.line):\($0.range.start.column) \($0.message)" }
}
