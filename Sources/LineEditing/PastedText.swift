/// What a terminal pasted, made fit for the line.
enum PastedText {
    /// More than this belongs in a file.
    static let limit = 64 * 1024

    /// Newlines stay, except at the end: a paste is for review, Enter is the user's. Other control characters go, tabs stay.
    static func clean(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in String(decoding: Array(bytes), as: UTF8.self).unicodeScalars {
            switch (previous, scalar) {
            // One newline; libedit has the terminal swap the two characters.
            case ("\r", "\n"), ("\n", "\r"):
                previous = nil
                continue
            default:
                previous = scalar
            }
            switch scalar {
            case "\r", "\n": text.append("\n")
            case "\t": text.append(scalar)
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value): continue
            default: text.append(scalar)
            }
        }
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
