/// What may complete the word at the cursor: the words known here, and the kinds of live things that the caller is to look up.
package struct CompletionRequest: Sendable, Hashable {
    /// What has been typed of the word, without quotes.
    package var prefix: String
    /// What stands before each candidate in the word of a calling shell, which is completed as a whole: `--app=`, `pipeline use `. Empty at a prompt.
    package var valuePrefix = ""
    /// The bytes of the line that a chosen candidate replaces: from the word's start, quotes included, to the cursor.
    package var replacement: Range<Int>
    /// The quote that is open at the cursor.
    package var openQuote: Character?
    /// Words known without asking anybody that begin with ``prefix``; sorted as they should be shown.
    package var candidates: [CompletionWord]
    /// Kinds of things to be looked up and added when they begin with ``prefix``. `file` and `directory` name what the file system has.
    package var wanted: [ValueKind]
    /// Which command it is for, where that is clear.
    package var command: Command?
    /// The values given so far, by parameter: revisions of the app that was named.
    package var values: [String: [String]]

    package init(
        prefix: String = "", replacement: Range<Int> = 0..<0, openQuote: Character? = nil, candidates: [CompletionWord] = [],
        wanted: [ValueKind] = [], command: Command? = nil, values: [String: [String]] = [:]
    ) {
        self.prefix = prefix
        self.replacement = replacement
        self.openQuote = openQuote
        self.candidates = candidates
        self.wanted = wanted
        self.command = command
        self.values = values
    }

    /// The app that the command names.
    package var app: String? { values["app"]?.last }

    /// All candidates: those known here, and of `found` those that begin with what was typed or are named so, each word once.
    package func candidates(adding found: [CompletionWord]) -> [CompletionWord] {
        var seen = Set(candidates.map(\.value))
        return candidates + found.filter { ($0.value.hasPrefix(prefix) || $0.standsForName) && seen.insert($0.value).inserted }
    }

    /// What replaces ``replacement`` when `candidate` is chosen: quoted where it must be, with a blank behind a complete word.
    ///
    /// - Parameter isFinal: whether the word ends here; else the quote stays open for more.
    package func insertion(of candidate: CompletionWord, isFinal: Bool = true) -> String {
        let ends = isFinal && candidate.endsWord
        switch openQuote {
        case "'": return "'" + candidate.value.replacing("'", with: "'\\''") + (ends ? "' " : "")
        case "\"":
            var text = "\""
            for character in candidate.value {
                if character == "\"" || character == "\\" || character == "$" { text.append("\\") }
                text.append(character)
            }
            return text + (ends ? "\" " : "")
        default: return CompletionRequest.quoted(candidate.value) + (ends ? " " : "")
        }
    }

    /// The longest beginning that all of `candidates` share.
    package static func sharedPrefix(of candidates: [CompletionWord]) -> String {
        guard var shared = candidates.first?.value else { return "" }
        for candidate in candidates.dropFirst() {
            let common = zip(shared, candidate.value).prefix { $0 == $1 }.count
            shared = String(shared.prefix(common))
        }
        return shared
    }

    /// The word as it must be typed to be read as it is.
    package static func quoted(_ word: String) -> String {
        guard !word.isEmpty else { return "''" }
        var text = ""
        for (index, scalar) in word.unicodeScalars.enumerated() {
            let isSpecial =
                " \t'\"\\$;|>".unicodeScalars.contains(scalar) || (index == 0 && "#{[!".unicodeScalars.contains(scalar))
            if scalar == "\n" { return "'" + word.replacing("'", with: "'\\''") + "'" }
            if isSpecial { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
