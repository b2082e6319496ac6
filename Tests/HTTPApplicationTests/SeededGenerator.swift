/// Numbers that look random and are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A text of at most `count` pieces, many of them with a meaning in URLs.
    mutating func text(_ count: Int, from pieces: [String]) -> String {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }

    static let pieces = [
        "%", "%2", "%2F", "%zz", "%00", "%ff", "%C3%A9", "%C3", "%F0%9F", "+", "&", "=", "?", "/", "//", ":", "://", "#", ";", " ", "a",
        "Z", "9",
        "~", "-", "_", ".", "..", "\u{0}", "\r\n", "\u{7F}", "é", "e\u{301}", "\u{301}", "👩‍👩‍👧", "\u{FFFD}", "\u{10FFFF}", "name", "%25", "[",
        "]",
    ]
}
