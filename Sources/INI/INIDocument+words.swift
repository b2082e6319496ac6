extension INIDocument {
    /// The entry whose name stands at a position.
    package func entry(at position: SourcePosition) -> INIEntry? {
        guard position.file == file else { return nil }
        // The section is the last one that starts above it.
        let section = sections.last { $0.position.line <= position.line }
        return section?.entries.first { $0.keyPosition == position }
    }

    /// The edit that puts a word before another one of a value: on a line of its own where that one has one, beside it elsewhere.
    ///
    /// - Returns: nil when the value has no such word.
    package func inserting(_ word: String, beforeWord index: Int, of entry: INIEntry) -> LineEdit? {
        guard let place = place(ofWord: index, of: entry) else { return nil }
        if place.isAlone, place.line > entry.keyPosition.line {
            return LineEdit(range: place.line - 1..<place.line - 1, lines: [String(place.before) + word])
        }
        return replacing(place, with: word + " " + place.word)
    }

    /// The edit that puts another word in the place of one; nil when the value has no such word.
    package func replacing(word index: Int, of entry: INIEntry, with word: String) -> LineEdit? {
        place(ofWord: index, of: entry).map { replacing($0, with: word) }
    }

    /// The edit that takes a word out of a value; nil when the value has no such word.
    package func removing(word index: Int, of entry: INIEntry) -> LineEdit? {
        guard let place = place(ofWord: index, of: entry) else { return nil }
        if place.isAlone, place.line > entry.keyPosition.line { return LineEdit(range: place.line - 1..<place.line, lines: []) }
        let after = place.after.drop { $0 == " " || $0 == "\t" }
        guard after.isEmpty else { return LineEdit(range: place.line - 1..<place.line, lines: [String(place.before) + String(after)]) }
        return LineEdit(range: place.line - 1..<place.line, lines: [String(place.before).trimmingTrailingBlanks])
    }

    /// The edit that gives an entry another value; its name stays as it is written.
    package func replacing(valueOf entry: INIEntry, with value: String) -> LineEdit? {
        guard lines.indices.contains(entry.lines.lowerBound - 1) else { return nil }
        let first = lines[entry.lines.lowerBound - 1]
        guard let delimiter = first.firstIndex(in: 0..<first.count, where: { $0 == "=" || $0 == ":" }) else { return nil }
        var start = delimiter + 1
        while start < first.count, first.isBlank(start) { start += 1 }
        var prefix = first.text(0..<start)
        if start == delimiter + 1 && start == first.count { prefix += " " }
        return LineEdit(range: entry.lines.lowerBound - 1..<entry.lines.upperBound, lines: entryLines(prefix, value))
    }

    /// The edit that adds an option at the end of a section.
    package func adding(_ key: String, value: String, to section: INISection) -> LineEdit {
        let last = section.entries.last?.lines.upperBound ?? section.position.line
        return LineEdit(range: last..<last, lines: entryLines("\(key) = ", value))
    }

    /// The edit that takes an entry out; comments stay.
    package func removing(_ entry: INIEntry) -> LineEdit {
        LineEdit(range: entry.lines.lowerBound - 1..<entry.lines.upperBound, lines: [])
    }

    /// The edit that adds a section at the end, after a blank line.
    ///
    /// - Parameter comment: a line above the section's header.
    package func appendingSection(_ name: String, comment: String? = nil, entries: [(key: String, value: String)] = []) -> LineEdit {
        let isSeparated = lines.last.map { $0.trimmed.isEmpty } ?? true
        let new = (isSeparated ? [] : [""]) + (comment.map { [$0] } ?? []) + ["[\(name)]"]
        return LineEdit(range: lines.count..<lines.count, lines: new + entries.flatMap { entryLines("\($0.key) = ", $0.value) })
    }

    /// The edit that takes a section out, with its options, from its header to the line before the next header.
    ///
    /// Comments that directly precede the next header belong to that one and stay.
    ///
    /// - Parameter comment: a line that goes, too, when it stands above the header.
    package func removing(_ section: INISection, comment: String? = nil) -> LineEdit {
        var start = section.position.line - 1
        let next = sections.first { $0.position.line > section.position.line }
        var end = next.map { $0.position.line - 1 } ?? lines.count
        let lastOwned = section.entries.last?.lines.upperBound ?? start + 1
        if next != nil {
            while end > lastOwned, !lines[end - 1].trimmed.isEmpty { end -= 1 }
        }
        if let comment, start > 0, lines[start - 1].content == comment { start -= 1 }
        return LineEdit(range: start..<end, lines: [])
    }

    /// Carries out edits that were made of this state of the document; of two that concern the same lines, the first counts.
    package mutating func apply(_ edits: [LineEdit]) {
        guard !edits.isEmpty else { return }
        let newline = lines.first { !$0.terminator.isEmpty }?.terminator ?? "\n"
        var result = ""
        result.reserveCapacity(text.utf8.count + 256)
        var next = 0
        func copy(upTo end: Int) {
            for line in lines[next..<end] { result += line.content + line.terminator }
            next = end
        }
        let ordered = edits.enumerated().sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }
        for edit in ordered.map(\.element) where edit.range.lowerBound >= next && edit.range.upperBound <= lines.count {
            copy(upTo: edit.range.lowerBound)
            if !edit.lines.isEmpty, next > 0, lines[next - 1].terminator.isEmpty { result += newline }
            for line in edit.lines { result += line + newline }
            next = edit.range.upperBound
        }
        copy(upTo: lines.count)
        self = INIDocument(parsing: result, file: file, dialect: dialect)
    }

    // MARK: Words

    /// Where a word of a value stands in its line.
    private struct WordPlace {
        let line: Int
        let before: Substring
        let word: String
        let after: Substring

        /// Whether there is nothing else on the line.
        var isAlone: Bool { before.allSatisfy(\.isWhitespace) && after.allSatisfy(\.isWhitespace) }
    }

    private func place(ofWord index: Int, of entry: INIEntry) -> WordPlace? {
        let words = entry.words
        guard words.indices.contains(index) else { return nil }
        let (text, position) = words[index]
        let content = line(position.line)
        guard let start = content.index(content.startIndex, offsetBy: position.column - 1, limitedBy: content.endIndex),
            content[start...].hasPrefix(text)
        else { return nil }
        let end = content.index(start, offsetBy: text.count)
        return WordPlace(line: position.line, before: content[..<start], word: text, after: content[end...])
    }

    private func replacing(_ place: WordPlace, with text: String) -> LineEdit {
        LineEdit(range: place.line - 1..<place.line, lines: [String(place.before) + text + String(place.after)])
    }
}
