extension INIParser {
    /// Reads the lines as oslo.config does, going on after each mistake.
    mutating func parseOsloConfig() {
        for line in lines {
            let start = line.number == 1 && line.first == "\u{FEFF}" ? 1 : 0
            let end = line.trimmed.upperBound
            guard start < end, !line.trimmed.isEmpty else {
                flush()
                continue
            }
            let range = start..<end
            let character = line[start]
            if character == " " || character == "\t" {
                if open != nil || passingOver {
                    appendToOpenEntry(line.trimmed, line)
                } else {
                    report(
                        "an indented line continues the value above it, and there is none", line, line.trimmed.lowerBound,
                        advice: "Remove the blanks at the start of the line.")
                }
            } else if character == "[" {
                startOsloSection(range, line)
            } else if character == "#" || character == ";" {
                flush()
            } else {
                startEntry(line.trimmed(range), line, removingQuotes: true)
            }
        }
        flush()
    }

    private mutating func startOsloSection(_ range: Range<Int>, _ line: SourceLine) {
        guard let last = range.last, line[last] == "]" else {
            report("the section has no closing bracket `]`", line, range.lowerBound)
            startSection(range.lowerBound + 1..<range.upperBound, bracket: range.lowerBound, line)
            return
        }
        guard last > range.lowerBound + 1 else {
            report("the section has no name", line, range.lowerBound)
            startSection(last..<last, bracket: range.lowerBound, line)
            return
        }
        startSection(range.lowerBound + 1..<last, bracket: range.lowerBound, line)
    }
}
