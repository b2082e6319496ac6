/// Finds what a misspelt name was meant to be.
package enum Spelling {
    /// The candidate nearest to a name, when one is near enough to be meant.
    ///
    /// Near enough: at most a third of the longer name's characters have to be inserted, removed, replaced or swapped with their
    /// neighbour (at least one is always allowed), letter case not counted. Of equally near ones, the first wins.
    package static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased())
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased())
            let limit = max(1, max(wanted.count, other.count) / 3)
            guard abs(wanted.count - other.count) <= limit else { continue }
            let distance = distance(wanted, other)
            if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// `Did you mean` with the nearest candidate, or nil when none is near enough.
    package static func advice(for name: String, in candidates: some Sequence<String>) -> String? {
        nearest(to: name, in: candidates).map { "Did you mean `\($0)`?" }
    }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var current = [i + 1]
            current.reserveCapacity(b.count + 1)
            for j in b.indices {
                var value = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { value = min(value, beforePrevious[j - 1] + 1) }
                current.append(value)
            }
            beforePrevious = previous
            previous = current
        }
        return previous.last ?? 0
    }
}
