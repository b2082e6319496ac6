/// The answer to a TAB.
package struct CompletionResult: Sendable, Equatable {
    /// What follows a word that was completed whole.
    package enum Append: Sendable, Equatable {
        case space
        case none
    }

    package var candidates: [CompletionCandidate]
    /// The part of the line, in UTF-8 bytes, that a candidate's value replaces. Usually the word before the cursor.
    package var replacement: Range<Int>
    package var append: Append

    package init(_ candidates: [CompletionCandidate], replacing replacement: Range<Int>, append: Append = .space) {
        self.candidates = candidates
        self.replacement = replacement
        self.append = append
    }

    /// Nothing fits.
    package static func nothing(at offset: Int) -> CompletionResult {
        CompletionResult([], replacing: offset..<offset, append: .none)
    }

    /// The longest beginning that all values share.
    var commonPrefix: String {
        guard let first = candidates.first else { return "" }
        var prefix = first.value[...]
        for candidate in candidates.dropFirst() {
            let length = zip(prefix, candidate.value).prefix { $0 == $1 }.count
            prefix = prefix.prefix(length)
        }
        return String(prefix)
    }
}
