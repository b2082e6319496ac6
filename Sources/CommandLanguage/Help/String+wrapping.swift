extension String {
    /// The paragraphs (separated by empty lines), each broken into lines of at most `width` columns.
    func wrapped(to width: Int, indentation: Int = 0) -> [String] {
        var lines: [String] = []
        let margin = String(repeating: " ", count: indentation)
        for (index, paragraph) in split(separator: "\n\n", omittingEmptySubsequences: true).enumerated() {
            if index > 0 { lines.append("") }
            var line = ""
            for word in paragraph.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                if !line.isEmpty, indentation + line.displayWidth + 1 + String(word).displayWidth > width {
                    lines.append(margin + line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            if !line.isEmpty { lines.append(margin + line) }
        }
        return lines
    }

    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - displayWidth)) }
}
