/// What both dialects share while a document is read: the lines, the sections so far, the mistakes so far.
struct INIParser {
    let file: String
    let lines: [SourceLine]
    private(set) var sections: [INISection] = []
    private(set) var errors: [SourceError] = []

    /// The entry whose value may go on in the next line.
    private(set) var open: (key: String, position: SourcePosition, pieces: [INIEntry.Piece])?

    /// Whether the last option line was a mistake: lines that would continue it are passed over, not reported again.
    private(set) var passingOver = false

    /// Options that stand before the first section are dropped; that is reported once.
    private var reportedMissingSection = false

    init(file: String, lines: [SourceLine]) {
        self.file = file
        self.lines = lines
    }

    func position(_ line: SourceLine, _ index: Int) -> SourcePosition {
        SourcePosition(file: file, line: line.number, column: line.column(index))
    }

    mutating func report(_ message: String, _ line: SourceLine, _ index: Int, advice: String? = nil) {
        errors.append(SourceError(message, at: position(line, index), sourceLine: line.content, advice: advice))
    }

    /// Closes the open entry and puts it into the last section.
    mutating func flush() {
        guard let entry = open else { return }
        open = nil
        var pieces = entry.pieces
        while pieces.count > 1, pieces.last?.text.isEmpty == true { pieces.removeLast() }
        guard !sections.isEmpty else { return }
        sections[sections.count - 1].entries.append(INIEntry(key: entry.key, keyPosition: entry.position, pieces: pieces))
    }

    mutating func startSection(_ name: Range<Int>, bracket: Int, _ line: SourceLine) {
        flush()
        passingOver = false
        sections.append(
            INISection(name: line.text(name), position: position(line, bracket), namePosition: position(line, name.lowerBound)))
    }

    mutating func appendToOpenEntry(_ range: Range<Int>, _ line: SourceLine) {
        open?.pieces.append(INIEntry.Piece(text: line.text(range), line: line.number, column: line.column(range.lowerBound)))
    }

    /// Reads `key = value` or `key: value` in `range`, opening the entry, or reports why it is neither.
    mutating func startEntry(_ range: Range<Int>, _ line: SourceLine, removingQuotes: Bool) {
        flush()
        passingOver = true
        guard let delimiter = line.firstIndex(in: range, where: { $0 == "=" || $0 == ":" }) else {
            report(
                "expected an option (`name = value`) or a section (`[name]`)", line, range.lowerBound,
                advice: "A comment starts with `#`; a line that continues the value above is indented.")
            return
        }
        let key = line.trimmed(range.lowerBound..<delimiter)
        guard !key.isEmpty else {
            report("the option has no name", line, delimiter)
            return
        }
        guard !sections.isEmpty else {
            if !reportedMissingSection {
                reportedMissingSection = true
                report("option `\(line.text(key))` stands before the first section", line, key.lowerBound)
            }
            return
        }
        var value = line.trimmed(delimiter + 1..<range.upperBound)
        if value.isEmpty { value = range.upperBound..<range.upperBound }
        if removingQuotes { value = unquoted(value, line) }
        let piece = INIEntry.Piece(text: line.text(value), line: line.number, column: line.column(value.lowerBound))
        passingOver = false
        open = (line.text(key), position(line, key.lowerBound), [piece])
    }

    private func unquoted(_ range: Range<Int>, _ line: SourceLine) -> Range<Int> {
        guard let first = range.first, let last = range.last else { return range }
        let quote = line[first]
        guard quote == "\"" || quote == "'", line[last] == quote else { return range }
        return last > first ? first + 1..<last : last + 1..<last + 1
    }
}
