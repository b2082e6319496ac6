import CLibedit
import Glibc

// The functions that keys are bound to. Each answers with one of libedit's CC_ codes.
extension LineEditor {
    private static let refresh = UInt8(CC_REFRESH)
    private static let nothing = UInt8(CC_NORM)
    private static let beep = UInt8(CC_ERROR)

    /// Ctrl-C.
    func dropLine() -> UInt8 {
        stop = .interrupted
        leaveLine(ending: "^C")
        return UInt8(CC_EOF)
    }

    /// Ctrl-Z: what the terminal would do if it still raised signals.
    func suspend() -> UInt8 {
        leaveLine()
        if hasEscapes { send("\u{1b}[?2004l") }
        _ = cledit_prepare_terminal(libedit, 0)
        kill(0, SIGTSTP)
        // Here again when continued.
        _ = cledit_prepare_terminal(libedit, 1)
        if hasEscapes { send("\u{1b}[?2004h") }
        cledit_refresh(libedit)
        return Self.nothing
    }

    func moveRight(by count: Int32) -> UInt8 {
        let line = line
        if line.isAtEnd { return acceptHint(for: line) ? Self.refresh : Self.beep }
        el_cursor(libedit, count)
        return Self.refresh
    }

    func moveToEnd() -> UInt8 {
        let line = line
        if line.isAtEnd {
            _ = acceptHint(for: line)
        } else {
            el_cursor(libedit, Int32.max / 4)
        }
        return Self.refresh
    }

    private func acceptHint(for line: Line) -> Bool {
        guard let hint, hint.line == line.text, hint.hint.isAcceptable else { return false }
        self.hint = nil
        return el_insertstr(libedit, hint.hint.text) == 0
    }

    func insertPaste() -> UInt8 {
        let text = pasted ?? ""
        pasted = nil
        return insert(text) ? Self.refresh : Self.nothing
    }

    /// For a paste whose first bytes came one by one.
    func takePaste() -> UInt8 {
        insert(readPaste()) ? Self.refresh : Self.nothing
    }

    func insert(_ text: String) -> Bool {
        !text.isEmpty && el_insertstr(libedit, text) == 0
    }

    /// `?`: help at the beginning of a word, else itself.
    func showHelp(key: Int32) -> UInt8 {
        let line = line
        let text = earlierLines + line.text
        guard let delegate, WordBoundary.isAtWordStart(earlierLines + line.beforeCursor) else {
            return insert("?") ? Self.refresh : Self.beep
        }
        let help = delegate.help(line: text, cursorOffset: earlierLines.utf8.count + line.cursor)
        guard !help.isEmpty else { return Self.beep }
        show(below: help)
        return Self.nothing
    }

    /// TAB.
    func complete() -> UInt8 {
        let line = line
        let before = earlierLines.utf8.count
        guard let delegate else { return Self.beep }
        let result = delegate.completions(line: earlierLines + line.text, cursorOffset: before + line.cursor)
        let range = (result.replacement.lowerBound - before)..<(result.replacement.upperBound - before)
        guard let first = result.candidates.first, range.lowerBound >= 0, range.upperBound <= line.text.utf8.count,
            range.lowerBound <= line.cursor
        else { return Self.beep }
        if result.candidates.count == 1 {
            let suffix = (first.append ?? result.append) == .space ? " " : ""
            return replace(range, in: line, with: first.value + suffix)
        }
        let typed = String(decoding: Array(line.text.utf8)[range.lowerBound..<max(line.cursor, range.lowerBound)], as: UTF8.self)
        let prefix = result.commonPrefix
        if prefix.utf8.count > typed.utf8.count, prefix.hasPrefix(typed) { return replace(range, in: line, with: prefix) }
        let table = CandidateTable(candidates: result.candidates, size: knownSize, hasColor: hasColor)
        show(below: table.text)
        return Self.nothing
    }

    /// - Parameter range: in UTF-8 bytes.
    private func replace(_ range: Range<Int>, in line: Line, with text: String) -> UInt8 {
        let bytes = Array(line.text.utf8)
        func characters(_ range: Range<Int>) -> Int32 {
            Int32(clamping: String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count)
        }
        if range.upperBound > line.cursor {
            el_cursor(libedit, characters(line.cursor..<range.upperBound))
        } else if range.upperBound < line.cursor {
            el_cursor(libedit, -characters(range.upperBound..<line.cursor))
        }
        el_deletestr(libedit, characters(range))
        return text.isEmpty || el_insertstr(libedit, text) == 0 ? Self.refresh : Self.beep
    }
}
