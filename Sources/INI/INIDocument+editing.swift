extension INIDocument {
    /// Sets an option to a value, keeping everything else as it is: comments, order, blank lines.
    ///
    /// An option that is there (the one that `entry(_:in:)` finds) keeps its place and the way its name is written. Otherwise it is
    /// added after the last option of the last section of that name, or in a new section at the end of the document.
    /// The names have to be such that the dialect can read them back: no newline, no delimiter in the option's.
    /// Lines of a value after the first are written as indented continuation lines; empty lines in it are dropped.
    package mutating func set(_ key: String, to value: String, in section: String) {
        if let entry = entry(key, in: section) {
            apply([replacing(valueOf: entry, with: value)].compactMap(\.self))
        } else if let target = sections.last(where: { $0.name == section }) {
            apply([adding(key, value: value, to: target)])
        } else {
            apply([appendingSection(section, entries: [(key, value)])])
        }
    }

    /// Removes an option, every occurrence of it in every section of that name; comments stay.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    package mutating func remove(_ key: String, in section: String) -> Bool {
        let found = sections(named: section).flatMap(\.entries).filter { $0.key == key }
        apply(found.map { removing($0) })
        return !found.isEmpty
    }

    /// Adds an empty section at the end, after a blank line; does nothing when there is one of that name.
    package mutating func addSection(_ name: String) {
        guard !sections.contains(where: { $0.name == name }) else { return }
        apply([appendingSection(name)])
    }

    /// Removes every section of that name, as ``removing(_:comment:)`` does.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    package mutating func removeSection(_ name: String) -> Bool {
        let found = sections(named: name)
        apply(found.map { removing($0) })
        return !found.isEmpty
    }

    func entryLines(_ prefix: String, _ value: String) -> [String] {
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
}

extension String {
    var trimmingTrailingBlanks: String {
        var view = self[...]
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return String(view)
    }
}
