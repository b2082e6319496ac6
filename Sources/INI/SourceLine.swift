/// One line of a file, taken apart so that every scalar can be addressed.
struct SourceLine: Sendable {
    let number: Int
    let scalars: [Unicode.Scalar]

    /// What ended the line: a newline, a carriage return, both, or nothing at the end of the file.
    let terminator: String

    var content: String { text(0..<scalars.count) }

    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// The column of the scalar at `index`, counted in characters from 1.
    func column(_ index: Int) -> Int {
        text(0..<min(index, scalars.count)).count + 1
    }

    /// The part of `range` without the blanks at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, scalars[low].properties.isWhitespace { low += 1 }
        while high > low, scalars[high - 1].properties.isWhitespace { high -= 1 }
        return low..<high
    }

    var trimmed: Range<Int> { trimmed(0..<scalars.count) }

    func firstIndex(in range: Range<Int>, where predicate: (Unicode.Scalar) -> Bool) -> Int? {
        scalars[range].firstIndex(where: predicate)
    }

    /// Splits a text into its lines; joining the lines and their terminators gives the text back.
    static func split(_ text: String) -> [SourceLine] {
        var lines: [SourceLine] = []
        var current: [Unicode.Scalar] = []
        var pendingReturn = false
        func end(_ terminator: String) {
            lines.append(SourceLine(number: lines.count + 1, scalars: current, terminator: terminator))
            current.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            if pendingReturn {
                pendingReturn = false
                if scalar == "\n" {
                    end("\r\n")
                    continue
                }
                end("\r")
            }
            switch scalar {
            case "\r": pendingReturn = true
            case "\n": end("\n")
            default: current.append(scalar)
            }
        }
        if pendingReturn {
            end("\r")
        } else if !current.isEmpty {
            end("")
        }
        return lines
    }
}
