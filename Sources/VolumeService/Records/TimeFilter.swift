/// Comparisons of times in queries: `gt:2020-01-01,lt:2021-01-01T12:00:00`.
package enum TimeFilter {
    package struct Comparison: Sendable, Hashable {
        /// In SQL.
        package var comparator: String
        package var microseconds: Int
    }

    /// - Throws: ``VolumeFault``, 400, naming the parameter.
    package static func comparisons(_ text: String, name: String) throws -> [Comparison] {
        try text.split(separator: ",").map { part in
            let pair = part.split(separator: ":", maxSplits: 1)
            let words = ["gt": ">", "gte": ">=", "eq": "=", "neq": "<>", "lt": "<", "lte": "<="]
            if pair.count == 2, let comparator = words[String(pair[0])] {
                guard let time = parse(pair[1]) else { throw VolumeFault.badRequest("'\(pair[1])' in '\(name)' is not a time.") }
                return Comparison(comparator: comparator, microseconds: time)
            }
            guard let time = parse(part) else { throw VolumeFault.badRequest("'\(part)' in '\(name)' is no comparison with a time.") }
            return Comparison(comparator: "=", microseconds: time)
        }
    }

    /// `YYYY-MM-DD`, with or without `THH:MM[:SS[.ffffff]]`, in UTC: microseconds since 1970.
    package static func parse(_ text: some StringProtocol) -> Int? {
        var text = String(text)
        if text.hasSuffix("Z") { text.removeLast() }
        if text.hasSuffix("+00:00") { text.removeLast(6) }
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        guard let date = halves.first else { return nil }
        let parts = date.split(separator: "-", omittingEmptySubsequences: false).map { number($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...9999).contains(year),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        guard halves.count > 1 else { return days(year, month, day) * 86_400_000_000 }
        guard let time = clock(halves[1]) else { return nil }
        return days(year, month, day) * 86_400_000_000 + time
    }

    private static func clock(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hours = number(parts[0]), let minutes = number(parts[1]), hours < 24, minutes < 60 else {
            return nil
        }
        var result = (hours * 60 + minutes) * 60_000_000
        guard parts.count == 3 else { return result }
        let seconds = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = seconds.first.flatMap({ number($0) }), whole < 62 else { return nil }
        result += whole * 1_000_000
        guard seconds.count > 1 else { return result }
        let fraction = seconds[1].prefix(6)
        guard let micros = number(fraction + String(repeating: "0", count: 6 - fraction.count)) else { return nil }
        return result + micros
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 6, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        return Int(text)
    }

    /// Days from 1970-01-01 in the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
