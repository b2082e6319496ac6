extension Timestamp {
    /// `2026-11-21T14:15:00.123456Z`: keystone's form.
    package var identityTime: String { fractional + "Z" }

    /// Reads ISO 8601 with an optional fraction, and an optional `Z` or offset; without one the time is UTC.
    ///
    /// - Returns: `nil` for any other text, or a time that no calendar has.
    package init?(identityTime text: String) {
        var reader = TimeReader(Array(text.utf8))
        guard let microseconds = reader.read() else { return nil }
        self.init(microseconds: microseconds)
    }
}

/// Reads the digits of a time.
private struct TimeReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> Int? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2), take("T") || take(" "),
            let hour = number(2), take(":"), let minute = number(2), (1...12).contains(month), hour < 24, minute < 60
        else { return nil }
        guard day >= 1, day <= Self.days(of: month, in: year) else { return nil }
        var second = 0
        if take(":") {
            guard let value = number(2), value < 60 else { return nil }
            second = value
        }
        var fraction = 0
        if take(".") {
            guard let value = readFraction() else { return nil }
            fraction = value
        }
        guard let offset = readOffset(), position == bytes.count else { return nil }
        let seconds = ((Self.dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second - offset
        return seconds * 1_000_000 + fraction
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func digit() -> Int? {
        guard position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) else { return nil }
        defer { position += 1 }
        return Int(bytes[position] - UInt8(ascii: "0"))
    }

    private mutating func number(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Microseconds; further digits are dropped.
    private mutating func readFraction() -> Int? {
        guard var value = digit() else { return nil }
        var count = 1
        while let digit = digit() {
            if count < 6 {
                value = value * 10 + digit
                count += 1
            }
        }
        while count < 6 {
            value *= 10
            count += 1
        }
        return value
    }

    /// Seconds east of Greenwich.
    private mutating func readOffset() -> Int? {
        if position == bytes.count || take("Z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2) else { return nil }
        _ = take(":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
