@testable import LineEditing

/// Knows a few words.
final class TestDelegate: LineEditorDelegate {
    var count = 0
    var runCommand: ((String, LineEditor) -> Void)?

    func prompt() -> String { "\u{1b}[1m\u{1b}[32mnode\u{1b}[0m\(count)> \u{1b}[0m" }

    func completions(line: String, cursorOffset: Int) -> CompletionResult {
        let before = Array(line.utf8.prefix(cursorOffset))
        let start = before.lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? 0
        let word = String(decoding: before[start...], as: UTF8.self)
        let words = [("pipeline", "swap filters"), ("pipes", "name pipes"), ("größe", "how large"), ("get", nil)]
        let fitting = words.filter { $0.0.hasPrefix(word) }.map { CompletionCandidate($0.0, description: $0.1) }
        return CompletionResult(fitting, replacing: start..<cursorOffset)
    }

    func help(line: String, cursorOffset: Int) -> String { "legal: pipeline get" }

    func hint(line: String) -> LineHint? {
        "route match".hasPrefix(line) ? LineHint(String("route match".dropFirst(line.count))) : nil
    }

    func needsMoreInput(text: String) -> Bool { text.hasSuffix("\\") }

    func run(_ result: LineResult, on editor: LineEditor) {
        count += 1
        if case .line(let line) = result { runCommand?(line, editor) }
    }
}
