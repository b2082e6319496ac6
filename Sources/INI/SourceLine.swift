/// One line of a file, taken apart so that every scalar can be addressed.
struct SourceLine: Sendable {
    let number: Int

    /// The bytes of the line; each is a scalar of its own unless there are `wide` ones.
    private let bytes: ArraySlice<UInt8>

    /// The scalars of a line that is not ASCII alone.
    private let wide: [Unicode.Scalar]?

    /// What ended the line: a newline, a carriage return, both, or nothing at the end of the file.
    let terminator: String

    private init(number: Int, bytes: ArraySlice<UInt8>, isASCII: Bool, terminator: String) {
        self.number = number
        self.bytes = bytes
        self.wide = isASCII ? nil : Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        self.terminator = terminator
    }

    /// The number of scalars.
    var count: Int { wide?.count ?? bytes.count }

    subscript(index: Int) -> Unicode.Scalar { wide?[index] ?? Unicode.Scalar(bytes[bytes.startIndex + index]) }

    var first: Unicode.Scalar? { count > 0 ? self[0] : nil }

    var content: String { String(decoding: bytes, as: UTF8.self) }

    func text(_ range: Range<Int>) -> String {
        guard let wide else {
            return String(decoding: bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound], as: UTF8.self)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: wide[range])
        return String(view)
    }

    /// The column of the scalar at `index`, counted in characters from 1.
    func column(_ index: Int) -> Int {
        // In ASCII without carriage returns every scalar is a character.
        wide == nil ? min(index, count) + 1 : text(0..<min(index, count)).count + 1
    }

    /// The part of `range` without the blanks at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, isBlank(low) { low += 1 }
        while high > low, isBlank(high - 1) { high -= 1 }
        return low..<high
    }

    var trimmed: Range<Int> { trimmed(0..<count) }

    func isBlank(_ index: Int) -> Bool {
        let scalar = self[index]
        return scalar.isASCII ? scalar == " " || (scalar.value >= 9 && scalar.value <= 13) : scalar.properties.isWhitespace
    }

    func firstIndex(in range: Range<Int>, where predicate: (Unicode.Scalar) -> Bool) -> Int? { range.first { predicate(self[$0]) } }

    /// Splits a text into its lines; joining the lines and their terminators gives the text back.
    static func split(_ text: String) -> [SourceLine] {
        let bytes = Array(text.utf8)
        var lines: [SourceLine] = []
        var start = 0
        var isASCII = true
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                let isPair = byte == UInt8(ascii: "\r") && next < bytes.count && bytes[next] == UInt8(ascii: "\n")
                let terminator = isPair ? "\r\n" : byte == UInt8(ascii: "\n") ? "\n" : "\r"
                lines.append(SourceLine(number: lines.count + 1, bytes: bytes[start..<index], isASCII: isASCII, terminator: terminator))
                index = isPair ? next + 1 : next
                start = index
                isASCII = true
            default:
                if byte >= 0x80 { isASCII = false }
                index = next
            }
        }
        if start < bytes.count {
            lines.append(SourceLine(number: lines.count + 1, bytes: bytes[start...], isASCII: isASCII, terminator: ""))
        }
        return lines
    }
}
