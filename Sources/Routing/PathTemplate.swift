/// A path template, taken apart.
struct PathTemplate {
    enum Segment: Hashable {
        case literal(String)
        case capture(String)
    }

    /// What the template stands for: one list of segments for each way of leaving out its optional parts, the longest first.
    let alternatives: [[Segment]]

    init(_ text: String) {
        var alternatives: [[Segment]] = [[]]
        var optional: [Segment]?
        var isOptional = false
        for part in text.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            var part = part
            if part.utf8.first == UInt8(ascii: "[") {
                isOptional = true
                optional = []
                part = part.dropFirst()
            }
            var closes = false
            if isOptional, part.utf8.last == UInt8(ascii: "]") {
                closes = true
                part = part.dropLast()
            }
            let segment = Self.segment(part)
            if isOptional {
                optional?.append(segment)
            } else {
                for index in alternatives.indices { alternatives[index].append(segment) }
            }
            if closes {
                let inserted = optional ?? []
                alternatives = alternatives.map { $0 + inserted } + alternatives
                (optional, isOptional) = (nil, false)
            }
        }
        self.alternatives = alternatives
    }

    private static func segment(_ part: Substring) -> Segment {
        guard part.utf8.first == UInt8(ascii: "{"), part.utf8.last == UInt8(ascii: "}") else { return .literal(String(part)) }
        return .capture(String(part.dropFirst().dropLast()))
    }
}
