/// Finds the words that a misspelt one probably meant.
enum Spelling {
    /// At most three of `candidates`, nearest first.
    ///
    /// Near is: a candidate that starts with the word, or one that a few slips (a letter added, dropped, changed or swapped with its neighbour)
    /// lead to. The number of slips allowed grows with the word's length.
    static func suggestions(for word: String, among candidates: some Sequence<String>) -> [String] {
        let wanted = Array(word.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
        let limit = max(1, (wanted.count + 1) / 3)
        var ranked: [(distance: Int, word: String)] = []
        var seen: Set<String> = []
        for candidate in candidates where seen.insert(candidate).inserted {
            let scalars = Array(candidate.lowercased().unicodeScalars)
            guard !scalars.isEmpty, scalars.count <= 128 else { continue }
            if wanted.count >= 2, scalars.starts(with: wanted) {
                ranked.append((1, candidate))
                continue
            }
            guard abs(scalars.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, scalars)
            // A word of which nothing remains is not a slip.
            if distance <= limit, distance < max(wanted.count, scalars.count) { ranked.append((distance, candidate)) }
        }
        ranked.sort { ($0.distance, $0.word) < ($1.distance, $1.word) }
        return ranked.prefix(3).map(\.word)
    }

    /// The optimal string alignment distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var current = [i + 1]
            current.reserveCapacity(right.count + 1)
            for j in right.indices {
                var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, beforePrevious[j - 1] + 1) }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
