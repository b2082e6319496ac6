/// Finds key sequences in what the terminal sends.
///
/// A bracketed paste must be recognised wherever libedit happens to be reading (in a history search, say), so it becomes a character of
/// its own. In vi mode the cursor keys too: to libedit their ESC would be the way out of insert mode.
struct KeyDecoder {
    /// C1 control characters: no keyboard sends them in UTF-8.
    enum Key: UInt8, CaseIterable {
        case paste = 0x80
        case up, down, right, left, home, end, delete, wordRight, wordLeft
        /// A sequence without a meaning here.
        case unknown

        /// As `bind` in `~/.editrc` writes it.
        var notation: String { "\\" + String(rawValue, radix: 8) }
    }

    enum Match: Equatable {
        case none
        case more
        case key(Key)
    }

    static let pasteEnd = Array("\u{1b}[201~".utf8)

    private static let paste: [([UInt8], Key)] = [(Array("\u{1b}[200~".utf8), .paste)]

    private static let cursorKeys: [(String, Key)] = [
        ("[A", .up), ("OA", .up), ("[B", .down), ("OB", .down), ("[C", .right), ("OC", .right), ("[D", .left), ("OD", .left),
        ("[H", .home), ("OH", .home), ("[1~", .home), ("[7~", .home), ("[F", .end), ("OF", .end), ("[4~", .end), ("[8~", .end),
        ("[3~", .delete), ("[1;5C", .wordRight), ("[1;5D", .wordLeft),
    ]

    private let table: [([UInt8], Key)]
    private let swallowsUnknown: Bool

    init(isVi: Bool) {
        table = isVi ? Self.paste + Self.cursorKeys.map { (Array("\u{1b}\($0.0)".utf8), $0.1) } : Self.paste
        swallowsUnknown = isVi
    }

    /// - Parameter sequence: begins with ESC.
    func match(_ sequence: [UInt8]) -> Match {
        if let key = table.first(where: { $0.0 == sequence })?.1 { return .key(key) }
        if table.contains(where: { $0.0.starts(with: sequence) }) { return .more }
        guard swallowsUnknown, sequence.count > 2, sequence[1] == UInt8(ascii: "["), let last = sequence.last else { return .none }
        return (0x40...0x7e).contains(last) ? .key(.unknown) : .more
    }
}
