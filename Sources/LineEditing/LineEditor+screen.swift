import CLibedit
import Glibc

extension LineEditor {
    /// The line as it is now; `cursor` counts UTF-8 bytes.
    struct Line {
        var text: String
        var cursor: Int

        var beforeCursor: Substring {
            Substring(text.utf8.prefix(cursor))
        }

        var isAtEnd: Bool { cursor == text.utf8.count }
    }

    var line: Line {
        guard let info = el_line(libedit)?.pointee, let start = info.buffer, let cursor = info.cursor, let end = info.lastchar, end > start
        else { return Line(text: "", cursor: 0) }
        let bytes = UnsafeBufferPointer(start: start, count: end - start)
        return Line(text: String(decoding: bytes.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self), cursor: cursor - start)
    }

    /// Whether keys are handled one by one: `edit off` in `~/.editrc` leaves the line to the terminal.
    var isEditing: Bool { cledit_is_editing(libedit) != 0 }

    func send(_ text: String) {
        fputs(text, output)
        fflush(output)
    }

    func updatePrompt() {
        updatePrompt(to: earlierLines.isEmpty ? delegate?.prompt() ?? "> " : continuationPrompt)
    }

    func updatePrompt(to text: String) {
        promptText = StyledText(text)
        let marked = hasEscapes ? promptText.marked(by: "\u{1}") : promptText.visible
        free(promptBytes)
        promptBytes = strdup(marked)
    }

    /// Handles what other threads sent.
    ///
    /// - Returns: why reading is over, if it is.
    func handleEvents() -> Stop? {
        var notices: [String] = []
        var needsRedraw = false
        var result: Stop?
        for event in inbox.take() {
            switch event {
            case .notice(let notice):
                notices.append(notice)
            case .redraw:
                needsRedraw = true
            case .resized:
                if Terminal.size(outputDescriptor) != knownSize { needsRedraw = true }
            case .continued:
                // The modes may be the job's that ran meanwhile.
                _ = cledit_prepare_terminal(libedit, 0)
                _ = cledit_prepare_terminal(libedit, 1)
                if hasEscapes { send("\u{1b}[?2004h") }
                needsRedraw = true
            case .interrupt:
                stop = .interrupted
                result = .interrupted
            case .close:
                stop = .endOfFile
                return .endOfFile
            }
        }
        if !notices.isEmpty || needsRedraw { redraw(above: notices) }
        return result
    }

    /// Prints what came while no line was being typed.
    func showEarlierNotices() {
        var notices: [String] = []
        for case .notice(let notice) in inbox.take() { notices.append(notice) }
        if !notices.isEmpty { send(Self.rows(notices)) }
    }

    /// Draws prompt and line anew, with `notices` in the rows above.
    private func redraw(above notices: [String]) {
        knownSize = Terminal.size(outputDescriptor) ?? knownSize
        if hasEscapes {
            // Counted with the size as it is now: a terminal that was resized has already laid its rows out anew.
            let row = min(layout(of: line.beforeCursor).row, knownSize.rows - 1)
            send((row > 0 ? "\u{1b}[\(row)A" : "") + "\r\u{1b}[J" + Self.rows(notices))
        } else {
            send("\r\n" + Self.rows(notices))
        }
        updatePrompt()
        el_resize(libedit)
        cledit_refresh(libedit)
    }

    /// Prints `text` below the line and draws the line once more under it.
    func show(below text: String) {
        leaveLine()
        send(Self.rows([text]))
        cledit_refresh(libedit)
    }

    /// Moves to the row below the line.
    func leaveLine(ending: String = "") {
        let line = line
        let cursor = layout(of: line.beforeCursor).row
        let end = layout(of: line.text)
        var move = ""
        if hasEscapes {
            if end.row > cursor { move = "\u{1b}[\(end.row - cursor)B" }
            move += "\r" + (end.column > 0 ? "\u{1b}[\(end.column)C" : "")
        }
        send(move + ending + "\r\n")
    }

    func layout(of text: some StringProtocol) -> LineLayout {
        var layout = LineLayout(columns: knownSize.columns)
        layout.advance(prompt: promptText.visible)
        layout.advance(text)
        return layout
    }

    func drawHint() {
        guard hasColor, isReading, isEditing, let delegate else { return }
        let line = line
        guard line.isAtEnd, !line.text.isEmpty, let hint = delegate.hint(line: earlierLines + line.text), !hint.text.isEmpty else { return }
        let room = knownSize.columns - layout(of: line.text).column - 1
        let shown = LineLayout.clip(StyledText(hint.text).visible, to: room)
        guard !shown.isEmpty else { return }
        self.hint = (line.text, hint)
        send("\u{1b}[2m\(shown)\u{1b}[22m\u{1b}[\(LineLayout.width(of: shown))D")
    }

    func clearHint() {
        guard hint != nil, hasColor else { return }
        send("\u{1b}[K")
    }

    /// Text as whole rows of a terminal in raw mode.
    private static func rows(_ texts: [String]) -> String {
        var rows = ""
        for text in texts {
            var text = text[...]
            while text.last?.isNewline == true { text.removeLast() }
            for row in text.split(separator: "\n", omittingEmptySubsequences: false) { rows += row + "\r\n" }
            if text.unicodeScalars.contains("\u{1b}") { rows += "\u{1b}[0m" }
        }
        return rows
    }
}
