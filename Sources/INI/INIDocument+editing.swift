extension INIDocument {
    /// Sets an option to a value, keeping everything else as it is: comments, order, blank lines.
    ///
    /// An option that is there (the one that `entry(_:in:)` finds) keeps its place and the way its name is written. Otherwise it is
    /// added after the last option of the last section of that name, or in a new section at the end of the document.
    /// The names have to be such that the dialect can read them back: no newline, no delimiter in the option's.
    /// Lines of a value after the first are written as indented continuation lines; empty lines in it are dropped.
    package mutating func set(_ key: String, to value: String, in section: String) {
        if let entry = entry(key, in: section) {
            replace(entry, with: value)
        } else if let target = sections.last(where: { $0.name == section }) {
            let last = target.entries.last?.lines.upperBound ?? target.position.line
            rebuild(replacing: last..<last, with: entryLines("\(key) = ", value))
        } else {
            addSection(section)
            if sections.contains(where: { $0.name == section }) { set(key, to: value, in: section) }
        }
    }

    /// Removes an option, every occurrence of it in every section of that name; comments stay.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    package mutating func remove(_ key: String, in section: String) -> Bool {
        var found = false
        while let entry = entry(key, in: section) {
            found = true
            rebuild(replacing: entry.lines.lowerBound - 1..<entry.lines.upperBound, with: [])
        }
        return found
    }

    /// Adds an empty section at the end, after a blank line; does nothing when there is one of that name.
    package mutating func addSection(_ name: String) {
        guard !sections.contains(where: { $0.name == name }) else { return }
        let separated = lines.last.map { $0.trimmed.isEmpty } ?? true
        rebuild(replacing: lines.count..<lines.count, with: separated ? ["[\(name)]"] : ["", "[\(name)]"])
    }

    /// Removes every section of that name with its options, from its header to the line before the next header.
    ///
    /// Comments that directly precede the next header belong to that one and stay.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    package mutating func removeSection(_ name: String) -> Bool {
        var found = false
        while let index = sections.lastIndex(where: { $0.name == name }) {
            found = true
            let start = sections[index].position.line - 1
            var end = index + 1 < sections.count ? sections[index + 1].position.line - 1 : lines.count
            let lastOwned = sections[index].entries.last?.lines.upperBound ?? start + 1
            if index + 1 < sections.count {
                while end > lastOwned, !lines[end - 1].trimmed.isEmpty { end -= 1 }
            }
            rebuild(replacing: start..<end, with: [])
        }
        return found
    }

    private mutating func replace(_ entry: INIEntry, with value: String) {
        let first = lines[entry.lines.lowerBound - 1]
        guard let delimiter = first.firstIndex(in: 0..<first.scalars.count, where: { $0 == "=" || $0 == ":" }) else { return }
        var start = delimiter + 1
        while start < first.scalars.count, first.scalars[start].properties.isWhitespace { start += 1 }
        var prefix = first.text(0..<start)
        if start == delimiter + 1 && start == first.scalars.count { prefix += " " }
        rebuild(replacing: entry.lines.lowerBound - 1..<entry.lines.upperBound, with: entryLines(prefix, value))
    }

    private func entryLines(_ prefix: String, _ value: String) -> [String] {
        let parts = value.split(whereSeparator: \.isNewline).map(String.init)
        guard let first = parts.first else { return [prefix.trimmingTrailingBlanks] }
        var head = first
        if dialect == .osloConfig, needsQuotes(first) { head = "\"\(first)\"" }
        let indent = String(prefix.prefix { $0 == " " || $0 == "\t" }) + "    "
        return [prefix + head] + parts.dropFirst().map { indent + $0 }
    }

    /// Whether oslo.config would read the text back changed if it stood there as it is.
    private func needsQuotes(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        return first.isWhitespace || last.isWhitespace || (first == last && (first == "\"" || first == "'"))
    }

    /// Replaces the lines of a range (counted from 0) and reads the document again.
    private mutating func rebuild(replacing range: Range<Int>, with new: [String]) {
        let newline = lines.first { !$0.terminator.isEmpty }?.terminator ?? "\n"
        var result = ""
        for line in lines[..<range.lowerBound] {
            result += line.content + line.terminator
        }
        if !new.isEmpty, range.lowerBound > 0, lines[range.lowerBound - 1].terminator.isEmpty { result += newline }
        for line in new {
            result += line + newline
        }
        for line in lines[range.upperBound...] {
            result += line.content + line.terminator
        }
        self = INIDocument(parsing: result, file: file, dialect: dialect)
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        var view = self[...]
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return String(view)
    }
}
