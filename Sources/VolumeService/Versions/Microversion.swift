/// A version `MAJOR.MINOR` of the block storage API, as `OpenStack-API-Version` names it.
package struct Microversion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var major: Int
    package var minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Parses `3.27`: two decimal numbers without sign or needless zeros, the major one not zero.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Self.number(parts[0]), let minor = Self.number(parts[1]), major > 0 else { return nil }
        self.init(major, minor)
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 6, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        if text.utf8.count > 1, text.utf8.first == UInt8(ascii: "0") { return nil }
        return Int(text)
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: Microversion, right: Microversion) -> Bool { (left.major, left.minor) < (right.major, right.minor) }

    /// The lowest version that `/v3` answers, and the one that a request without a header gets.
    package static let minimum = Microversion(3, 0)
    /// The highest version that `/v3` answers.
    package static let maximum = Microversion(3, 71)
}
