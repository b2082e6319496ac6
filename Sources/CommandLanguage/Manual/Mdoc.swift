/// Writes a manual page in the mdoc language.
struct Mdoc {
    private(set) var lines: [String] = []
    /// The date that every page carries: it changes when the pages do, not when they are made.
    static let date = "November 21, 2026"

    init(name: String, section: Int, summary: String) {
        macro("Dd", Mdoc.date)
        macro("Dt", name.uppercased(), String(section))
        raw(".Os")
        macro("Sh", "NAME")
        macro("Nm", name)
        lines.append(".Nd " + Mdoc.escape(summary))
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// A macro with plain arguments, each one argument whatever it holds.
    mutating func macro(_ name: String, _ arguments: String...) {
        lines.append(([".\(name)"] + arguments.flatMap { name == "Dd" ? [$0] : [Mdoc.argument($0)] }).joined(separator: " "))
    }

    /// A line of macros, made of fragments that are mdoc already.
    mutating func raw(_ line: String) { lines.append(line) }

    mutating func section(_ title: String) { lines.append(".Sh " + title) }
    mutating func subsection(_ title: String) { lines.append(".Ss " + Mdoc.escape(title)) }

    /// Paragraphs of running text, separated by empty lines.
    mutating func paragraphs(_ text: String) {
        for (index, paragraph) in text.split(separator: "\n\n").enumerated() {
            if index > 0 { lines.append(".Pp") }
            sentences(String(paragraph))
        }
    }

    /// Running text: each sentence begins a line, as mdoc wants it.
    mutating func sentences(_ text: String) {
        var line = ""
        func isEnd(_ word: Substring) -> Bool {
            word.hasSuffix(".") && !word.hasSuffix("...") || word.hasSuffix("?") || word.hasSuffix("!")
        }
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > 78 {
                lines.append(Mdoc.textLine(line))
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
            if isEnd(word) {
                lines.append(Mdoc.textLine(line))
                line = ""
            }
        }
        if !line.isEmpty { lines.append(Mdoc.textLine(line)) }
    }

    mutating func literal(_ text: String) {
        lines.append(".Bd -literal -offset indent")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { lines.append(Mdoc.textLine(String(line))) }
        lines.append(".Ed")
    }

    /// A list of terms, each a fragment of mdoc, with their explanations.
    mutating func list(_ rows: [(term: String, text: String)], width: String = "Ds", compact: Bool = false) {
        guard !rows.isEmpty else { return }
        lines.append(".Bl -tag -width \(width)" + (compact ? " -compact" : ""))
        for (term, text) in rows {
            lines.append(".It " + term)
            sentences(text)
        }
        lines.append(".El")
    }

    /// The text with backslashes escaped.
    static func escape(_ text: String) -> String { text.replacing("\\", with: "\\e") }

    static func textLine(_ text: String) -> String {
        let escaped = escape(text)
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    /// One argument of a macro: quoted where it has blanks, and never taken for a macro or for punctuation.
    static func argument(_ text: String) -> String {
        var escaped = escape(text).replacing("\"", with: "\\(dq")
        let scalars = Array(text.unicodeScalars)
        let looksLikeMacro =
            (2...3).contains(scalars.count) && ("A"..."Z").contains(scalars[0])
            && scalars.dropFirst().allSatisfy { ("a"..."z").contains($0) }
        let isPunctuation = scalars.count == 1 && ".,:;()[]?!|".unicodeScalars.contains(scalars[0])
        if looksLikeMacro || isPunctuation { escaped = "\\&" + escaped }
        return escaped.contains(" ") || escaped.isEmpty ? "\"\(escaped)\"" : escaped
    }
}
