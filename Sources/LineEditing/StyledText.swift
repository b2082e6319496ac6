/// Text with ANSI escape sequences in it, taken apart.
struct StyledText: Equatable {
    enum Piece: Equatable {
        case visible(Unicode.Scalar)
        case escape(String)
    }

    private(set) var pieces: [Piece] = []

    /// Control characters outside of escape sequences are left out; a newline counts as a space.
    init(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1b}" {
                append(escape: Self.takeEscape(&rest))
            } else if scalar == "\n" || scalar == "\t" {
                pieces.append(.visible(" "))
            } else if scalar.value >= 0x20, !(0x7f...0x9f).contains(scalar.value) {
                pieces.append(.visible(scalar))
            }
        }
    }

    var visible: String {
        var text = String.UnicodeScalarView()
        for case .visible(let scalar) in pieces { text.append(scalar) }
        return String(text)
    }

    /// The text for `EL_PROMPT_ESC`: each run of escape sequences between two marks.
    ///
    /// libedit hangs such a run on the character that follows and loses one that has none: a run at the end goes before the last character.
    func marked(by mark: Unicode.Scalar) -> String {
        var ordered = pieces
        if case .escape? = ordered.last, ordered.count > 1 {
            let escape = ordered.removeLast()
            ordered.insert(escape, at: ordered.count - 1)
        }
        var text = String.UnicodeScalarView()
        var run = ""
        for piece in ordered {
            switch piece {
            case .escape(let escape):
                run += escape
            case .visible(let scalar):
                if !run.isEmpty {
                    text.append(mark)
                    text.append(contentsOf: run.unicodeScalars)
                    text.append(mark)
                    run = ""
                }
                text.append(scalar)
            }
        }
        return String(text)
    }

    private mutating func append(escape: String) {
        guard escape.unicodeScalars.count > 1 else { return }
        if case .escape(let before)? = pieces.last {
            pieces[pieces.count - 1] = .escape(before + escape)
        } else {
            pieces.append(.escape(escape))
        }
    }

    /// The sequence that follows ESC: CSI up to its final byte, OSC up to BEL or ST, else one character.
    private static func takeEscape(_ rest: inout Substring.UnicodeScalarView) -> String {
        var sequence = "\u{1b}"
        guard let kind = rest.popFirst() else { return sequence }
        sequence.unicodeScalars.append(kind)
        switch kind {
        case "[":
            while let scalar = rest.popFirst() {
                sequence.unicodeScalars.append(scalar)
                if (0x40...0x7e).contains(scalar.value) { break }
            }
        case "]":
            while let scalar = rest.popFirst() {
                sequence.unicodeScalars.append(scalar)
                if scalar == "\u{7}" { break }
                if scalar == "\u{1b}" {
                    if let end = rest.popFirst() { sequence.unicodeScalars.append(end) }
                    break
                }
            }
        default:
            break
        }
        return sequence
    }
}
