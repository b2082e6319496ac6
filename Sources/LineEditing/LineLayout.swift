import CLibedit

/// Where the cursor stands after some text, counted from the beginning of the prompt as libedit lays it out.
///
/// libedit keeps this to itself; to write above a line that takes several rows one must know it.
struct LineLayout: Equatable {
    let columns: Int
    private(set) var row = 0
    private(set) var column = 0

    init(columns: Int) {
        self.columns = max(columns, 2)
    }

    /// Takes the prompt's visible text: no control characters in it.
    mutating func advance(prompt text: some StringProtocol) {
        for scalar in text.unicodeScalars { put(width: max(Self.width(of: scalar), 0)) }
    }

    /// Takes typed text: tabs, newlines and control characters as the editor shows them.
    mutating func advance(_ text: some StringProtocol) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t":
                repeat { put(width: 1) } while column % 8 != 0
            case "\n":
                row += 1
                column = 0
            case _ where scalar.value < 0x100 && cledit_is_control(wchar_t(scalar.value)) != 0:
                put(width: 1)
                put(width: 1)
            case _ where cledit_is_printable(wchar_t(scalar.value)) != 0:
                put(width: max(Self.width(of: scalar), 0))
            default:
                // \U+1234
                for _ in 0..<(scalar.value > 0xffff ? 8 : 7) { put(width: 1) }
            }
        }
    }

    private mutating func put(width: Int) {
        if column + width > columns { nextRow() }
        column += width
        if column >= columns { nextRow() }
    }

    private mutating func nextRow() {
        row += 1
        column = 0
    }

    /// The columns of one character; -1 for one that cannot be printed.
    static func width(of scalar: Unicode.Scalar) -> Int {
        scalar.isASCII ? (scalar.value >= 0x20 && scalar.value < 0x7f ? 1 : -1) : Int(cledit_width(wchar_t(scalar.value)))
    }

    /// The columns of a text without control characters.
    static func width(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + max(width(of: $1), 0) }
    }

    /// The longest beginning of `text` that fits into `columns`.
    static func clip(_ text: some StringProtocol, to columns: Int) -> String {
        var left = columns
        var result = ""
        for character in text {
            left -= width(of: String(character))
            guard left >= 0 else { break }
            result.append(character)
        }
        return result
    }
}
