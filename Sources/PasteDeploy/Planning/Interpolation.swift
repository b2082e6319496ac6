import INI

/// Python's `%(name)s` in the values of one section.
struct Interpolation {
    /// A value that names can refer to.
    struct Value {
        let text: String

        /// Where it stands in the file; nil for values that are not from the file, which are taken as they are.
        let entry: INIEntry?
    }

    struct Mistake {
        let message: String
        let position: SourcePosition
        let advice: String?
    }

    /// How long a value may become by its references.
    private static let maximumLength = 1_000_000

    let sectionName: String
    private let entries: [INIEntry]
    let defaults: [String: Value]

    /// How deep references may be nested, as in Python.
    private static let maximumDepth = 10

    /// How many references one value may come to: nested ones multiply.
    private static let maximumReferences = 2_000

    init(section: INISection?, defaults: [String: Value]) {
        self.sectionName = section?.name ?? "DEFAULT"
        self.entries = section?.entries ?? []
        self.defaults = defaults
    }

    /// The value of an entry with all references replaced, and what is wrong with it.
    ///
    /// After a mistake the text at that place stays as it is written. Placeholders of templates (`%NAME%`) are left alone.
    func expand(_ entry: INIEntry) -> (value: String, mistakes: [Mistake]) {
        guard entry.value.utf8.contains(UInt8(ascii: "%")) else { return (entry.value, []) }
        var expansion = Expansion(interpolation: self, root: entry)
        expansion.expand(entry, depth: 1)
        return (expansion.result, expansion.mistakes)
    }

    private struct Expansion {
        let interpolation: Interpolation
        /// The entry whose value is wanted; the others are only referred to.
        let root: INIEntry
        var result = ""
        var mistakes: [Mistake] = []
        var references = 0
        var gaveUp = false

        mutating func expand(_ entry: INIEntry, depth: Int) {
            guard depth <= Interpolation.maximumDepth else {
                return giveUp("refers to itself, or more than \(Interpolation.maximumDepth) deep")
            }
            let characters = Array(entry.value)
            var index = 0
            while index < characters.count, !gaveUp {
                guard characters[index] == "%" else {
                    result.append(characters[index])
                    index += 1
                    continue
                }
                if index + 1 < characters.count, characters[index + 1] == "%" {
                    result.append("%")
                    index += 2
                } else if let length = Placeholder.length(in: characters, at: index) {
                    result.append(contentsOf: String(characters[index..<index + length]))
                    index += length
                } else if let (name, length) = reference(in: characters, at: index) {
                    insert(name, from: entry, offset: index, depth: depth)
                    index += length
                } else {
                    report(
                        index + 1 < characters.count && characters[index + 1] == "("
                            ? "the reference is not closed: it has the form `%(name)s`" : "a lone `%`: a reference has the form `%(name)s`",
                        entry, index, advice: "Write `%%` for a percent sign.")
                    result.append("%")
                    index += 1
                }
            }
        }

        private func reference(in characters: [Character], at index: Int) -> (name: String, length: Int)? {
            guard index + 1 < characters.count, characters[index + 1] == "(",
                let end = characters[(index + 2)...].firstIndex(of: ")"), end > index + 2, end + 1 < characters.count,
                characters[end + 1] == "s"
            else { return nil }
            return (String(characters[(index + 2)..<end]), end + 2 - index)
        }

        private mutating func insert(_ name: String, from entry: INIEntry, offset: Int, depth: Int) {
            references += 1
            guard references <= Interpolation.maximumReferences else {
                return giveUp("comes to more than \(Interpolation.maximumReferences) references")
            }
            guard result.utf8.count <= Interpolation.maximumLength else {
                return giveUp("comes to more than \(Interpolation.maximumLength) bytes")
            }
            if let other = interpolation.entries.first(where: { $0.key == name }) {
                expand(other, depth: depth + 1)
            } else if let value = interpolation.defaults[name] {
                if let other = value.entry {
                    expand(other, depth: depth + 1)
                } else {
                    result += value.text
                }
            } else {
                let known = interpolation.entries.map(\.key).sorted() + interpolation.defaults.keys.sorted()
                let place = interpolation.sectionName == "DEFAULT" ? "[DEFAULT]" : "[\(interpolation.sectionName)] or [DEFAULT]"
                report(
                    "`%(\(name))s` refers to no option of \(place)", entry, offset,
                    advice: Spelling.advice(for: name, in: known) ?? "Write `%%` for a percent sign.")
                result += "%(\(name))s"
            }
        }

        private mutating func giveUp(_ reason: String) {
            guard !gaveUp else { return }
            gaveUp = true
            mistakes.append(Mistake(message: "option `\(root.key)` \(reason)", position: root.valuePosition, advice: nil))
        }

        private mutating func report(_ message: String, _ entry: INIEntry, _ offset: Int, advice: String?) {
            mistakes.append(Mistake(message: message, position: entry.position(atOffset: offset), advice: advice))
        }
    }
}
