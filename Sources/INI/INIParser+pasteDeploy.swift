extension INIParser {
    /// Reads the lines as Python's strict `ConfigParser` does, going on after each mistake.
    mutating func parsePasteDeploy() {
        // A line indented more than the option line above it continues that option's value.
        var indent = 0
        for line in lines {
            var content = line.trimmed
            if line.number == 1, content.lowerBound == 0, line.first == "\u{FEFF}" {
                content = line.trimmed(1..<line.count)
            }
            guard let first = content.first else {
                if open != nil { appendToOpenEntry(content, line) }
                continue
            }
            let character = line[first]
            if character == "#" || character == ";" { continue }
            if first > indent, open != nil || passingOver {
                appendToOpenEntry(content, line)
                continue
            }
            indent = first
            if character == "[" {
                startPasteSection(content, line)
            } else {
                startEntry(content, line, removingQuotes: false)
            }
        }
        flush()
        reportRepetitions()
    }

    private mutating func startPasteSection(_ content: Range<Int>, _ line: SourceLine) {
        guard let end = content.last(where: { line[$0] == "]" }) else {
            // What follows is taken as that section's, lest it be reported as a repetition in the one before.
            report("the section has no closing bracket `]`", line, content.lowerBound)
            startSection(content.lowerBound + 1..<content.upperBound, bracket: content.lowerBound, line)
            return
        }
        guard end > content.lowerBound + 1 else {
            report("the section has no name", line, content.lowerBound)
            startSection(end..<end, bracket: content.lowerBound, line)
            return
        }
        startSection(content.lowerBound + 1..<end, bracket: content.lowerBound, line)
    }

    /// Reports every section and every option of a section that stands in the file more than once.
    ///
    /// `DEFAULT` may be opened again; its options may not.
    private mutating func reportRepetitions() {
        var firstSections: [String: SourcePosition] = [:]
        var defaultEntries: [String: SourcePosition] = [:]
        for section in sections {
            if section.name != "DEFAULT", !section.name.isEmpty, let first = firstSections[section.name] {
                reportRepetition("section [\(section.name)]", at: section.position, first: first)
            } else {
                firstSections[section.name] = section.position
            }
            var firstEntries = section.name == "DEFAULT" ? defaultEntries : [:]
            for entry in section.entries {
                if let first = firstEntries[entry.key] {
                    reportRepetition("option `\(entry.key)` of [\(section.name)]", at: entry.keyPosition, first: first)
                } else {
                    firstEntries[entry.key] = entry.keyPosition
                }
            }
            if section.name == "DEFAULT" { defaultEntries = firstEntries }
        }
    }

    private mutating func reportRepetition(_ what: String, at position: SourcePosition, first: SourcePosition) {
        guard lines.indices.contains(position.line - 1) else { return }
        let line = lines[position.line - 1]
        let index = line.trimmed.lowerBound
        report("\(what) is already given at line \(first.line)", line, index)
    }
}
