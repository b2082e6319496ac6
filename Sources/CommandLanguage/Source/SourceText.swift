/// A text with a name, addressed by character and able to say where each character stands.
package struct SourceText: Sendable {
    /// What positions call it: a path, `-c`, `<stdin>`.
    package let file: String
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]
    private let byteOffsets: [Int]

    package init(_ text: String, file: String) {
        self.file = file
        var scalars: [Unicode.Scalar] = []
        var lineStarts = [0]
        var byteOffsets = [0]
        scalars.reserveCapacity(text.utf8.count)
        byteOffsets.reserveCapacity(text.utf8.count + 1)
        var offset = 0
        for scalar in text.unicodeScalars {
            scalars.append(scalar)
            offset += UTF8.width(scalar)
            byteOffsets.append(offset)
            if scalar == "\n" { lineStarts.append(scalars.count) }
        }
        self.scalars = scalars
        self.lineStarts = lineStarts
        self.byteOffsets = byteOffsets
    }

    var count: Int { scalars.count }

    /// The character at `index`, or `nil` outside the text.
    func scalar(at index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    /// Where the character at `index` stands; indices outside the text are moved to its nearest end.
    func position(at index: Int) -> ScriptPosition {
        let index = max(0, min(index, scalars.count))
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        return ScriptPosition(line: low + 1, column: index - lineStarts[low] + 1, offset: byteOffsets[index])
    }

    func range(_ range: Range<Int>) -> SourceRange {
        SourceRange(file: file, start: position(at: range.lowerBound), end: position(at: range.upperBound))
    }

    /// The characters of `range`, cut to the text.
    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
        return String(view)
    }

    /// The text of a range of this source.
    func text(of range: SourceRange) -> String {
        let start = index(atByte: range.start.offset)
        return text(start..<max(start, index(atByte: range.end.offset)))
    }

    /// The character that begins at or behind the byte `offset`.
    private func index(atByte offset: Int) -> Int {
        var low = 0
        var high = scalars.count
        while low < high {
            let middle = (low + high) / 2
            if byteOffsets[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The line with the number `line`, without its end; `nil` when there is none.
    package func line(_ line: Int) -> String? {
        guard lineStarts.indices.contains(line - 1) else { return nil }
        let start = lineStarts[line - 1]
        let end = scalars[start...].firstIndex(of: "\n") ?? scalars.count
        return text(start..<end)
    }
}
