/// One `key = value` of a section.
package struct INIEntry: Sendable {
    /// A stretch of the value that stands on one line of the file.
    struct Piece: Sendable {
        let text: String
        let line: Int
        let column: Int
    }

    package let key: String

    /// The value without the blanks around it; lines of a continued value are joined by a newline.
    package let value: String

    package let keyPosition: SourcePosition

    /// The position of the first character of the value, or of where it would stand when it is empty.
    package let valuePosition: SourcePosition

    /// The numbers of the first and the last line that this entry takes, comments inside it included.
    package let lines: ClosedRange<Int>

    let pieces: [Piece]

    init(key: String, keyPosition: SourcePosition, pieces: [Piece]) {
        self.key = key
        self.value = pieces.map(\.text).joined(separator: "\n")
        self.keyPosition = keyPosition
        self.pieces = pieces
        let first = pieces.first
        self.valuePosition = SourcePosition(
            file: keyPosition.file, line: first?.line ?? keyPosition.line, column: first?.column ?? keyPosition.column)
        self.lines = keyPosition.line...max(keyPosition.line, pieces.last?.line ?? keyPosition.line)
    }

    /// The place in the file of a character of `value`.
    ///
    /// - Parameter offset: the number of characters of `value` before it. One past the end is the place just after the value;
    ///   any other offset outside the value is brought to the nearest one inside.
    package func position(atOffset offset: Int) -> SourcePosition {
        var rest = max(0, offset)
        for (index, piece) in pieces.enumerated() {
            let length = piece.text.count
            if rest <= length || index == pieces.count - 1 {
                return SourcePosition(file: keyPosition.file, line: piece.line, column: piece.column + min(rest, length))
            }
            rest -= length + 1
        }
        return valuePosition
    }

    /// The lines of the value, each with the place of its first character.
    package var valueLines: [(text: String, position: SourcePosition)] {
        pieces.map { ($0.text, SourcePosition(file: keyPosition.file, line: $0.line, column: $0.column)) }
    }

    /// The words of the value, each with its place: what a list separated by blanks or newlines consists of.
    package var words: [(text: String, position: SourcePosition)] {
        var words: [(text: String, position: SourcePosition)] = []
        for piece in pieces {
            let place = { SourcePosition(file: keyPosition.file, line: piece.line, column: piece.column + $0) }
            if piece.text.utf8.allSatisfy({ $0 < 0x80 }) {
                // Bytes are characters then; to tell characters is dear.
                let bytes = piece.text.utf8
                for word in bytes.split(whereSeparator: { $0 == 0x20 || (0x09...0x0d).contains($0) }) {
                    words.append((String(Substring(word)), place(bytes.distance(from: bytes.startIndex, to: word.startIndex))))
                }
            } else {
                for word in piece.text.split(whereSeparator: \.isWhitespace) {
                    words.append((String(word), place(piece.text.distance(from: piece.text.startIndex, to: word.startIndex))))
                }
            }
        }
        return words
    }
}
