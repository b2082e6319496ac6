import Glibc
import Testing

@testable import LineEditing

/// Signals are the whole process's: one after the other.
@Suite("The line editor on a terminal", .serialized)
struct LineEditorTests {
    private func terminal(
        columns: Int = 40, type: String = "xterm", history: HistoryFile? = nil, keyFile: String = "/dev/null",
        run: (@Sendable (String, LineEditor) -> Void)? = nil
    ) throws -> TestTerminal {
        let terminal = try TestTerminal(columns: columns) { descriptor in
            let delegate = TestDelegate()
            delegate.runCommand = run
            let editor = try LineEditor(
                program: "test", history: history, delegate: delegate, hasColor: true, input: descriptor, output: descriptor,
                terminalType: type, keyFile: keyFile)
            return (editor, delegate)
        }
        try terminal.wait(forRow: "node0>")
        return terminal
    }

    @Test("A line is read, and the terminal is given back")
    func line() throws {
        let terminal = try terminal { _, editor in
            // Commands run in a terminal as the user left it.
            var modes = termios()
            #expect(tcgetattr(editor.inputDescriptor, &modes) == 0 && modes.c_lflag & tcflag_t(ICANON) != 0)
        }
        terminal.type("app list\r")
        #expect(try terminal.nextResult() == .line("app list"))
        try terminal.wait(forRow: "node1>")
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line(""))
        terminal.type("\u{4}")
        #expect(try terminal.nextResult() == .endOfFile)
        #expect(terminal.isCooked)
    }

    @Test("UTF-8 is typed, moved over and deleted by characters")
    func utf8() throws {
        let terminal = try terminal()
        terminal.type("größe 日本語é")
        try terminal.wait(forRow: "node0> größe 日本語é")
        terminal.type("\u{1b}[D\u{1b}[D\u{7f}x")
        try terminal.wait(forRow: "node0> größe 日x語é")
        terminal.type("\u{1b}[H\u{1b}[3~\u{1b}[1;5C!\u{1b}[F?\r")
        #expect(try terminal.nextResult() == .line("röße! 日x語é?"))
    }

    @Test("Ctrl-C drops the line, Ctrl-D on an empty one ends")
    func control() throws {
        let terminal = try terminal()
        terminal.type("half a li")
        try terminal.wait(forRow: "node0> half a li")
        terminal.type("\u{3}")
        #expect(try terminal.nextResult() == .interrupted)
        try terminal.wait(forRow: "node0> half a li^C")
        try terminal.wait(forRow: "node1>")
        terminal.type("\u{4}")
        #expect(try terminal.nextResult() == .endOfFile)
    }

    @Test("Keys typed while a command runs are not lost")
    func typeAhead() throws {
        let (isTyped, mayEnd) = (Flag(), Flag())
        let terminal = try terminal { line, _ in
            guard line == "run" else { return }
            isTyped.set()
            while !mayEnd.isSet { sched_yield() }
        }
        terminal.type("run\r")
        #expect(try terminal.nextResult() == .line("run"))
        while !isTyped.isSet { sched_yield() }
        terminal.type("next größe\r\u{4}")
        try terminal.wait("the echo") { $0.lines.contains("next größe") }
        mayEnd.set()
        #expect(try terminal.nextResult() == .line("next größe"))
        #expect(try terminal.nextResult() == .endOfFile)
    }

    @Test("TAB completes a word, a common beginning, and lists what is ambiguous")
    func completion() throws {
        let terminal = try terminal()
        terminal.type("ge\t")
        try terminal.wait("a completed word") { $0.current == "node0> get" && $0.column == 11 }
        terminal.type("pi\t")
        try terminal.wait(forRow: "node0> get pipe")
        terminal.type("\t")
        try terminal.wait("the list") {
            $0.lines.starts(with: ["node0> get pipe", "pipeline  swap filters", "pipes     name pipes", "node0> get pipe"])
        }
        terminal.type("s\t")
        try terminal.wait("the other word") { $0.current == "node0> get pipes" && $0.column == 17 }
        terminal.type("nothing\t")
        try terminal.wait("a beep") { $0.beeps > 0 }
        terminal.type("\u{15}x größe\u{1b}[D\u{1b}[D\t\r")
        #expect(try terminal.nextResult() == .line("x größe ße"))
    }

    @Test("A question mark lists what may come, where a word begins")
    func help() throws {
        let terminal = try terminal()
        terminal.type("get ?")
        try terminal.wait("help") { $0.lines.starts(with: ["node0> get", "legal: pipeline get", "node0> get"]) && $0.column == 11 }
        terminal.type("/v2.0/networks?limit=1 '?'\r")
        #expect(try terminal.nextResult() == .line("get /v2.0/networks?limit=1 '?'"))
    }

    @Test(
        "The hint is shown after the cursor, and accepted with Right or Ctrl-E",
        arguments: ["\u{1b}[C", "\u{1b}OC", "\u{6}", "\u{5}", "\u{1b}[F"])
    func hint(key: String) throws {
        let terminal = try terminal()
        terminal.type("rou")
        try terminal.wait("the hint") { $0.current == "node0> route match" && $0.column == 10 }
        terminal.type("X")
        try terminal.wait(forRow: "node0> rouX")
        terminal.type("\u{7f}")
        try terminal.wait("the hint again") { $0.current == "node0> route match" && $0.column == 10 }
        terminal.type(key)
        try terminal.wait("the cursor behind it") { $0.column == 18 }
        terminal.type(" x\r")
        #expect(try terminal.nextResult() == .line("route match x"))
    }

    @Test("A hint that was not accepted is not part of the line, nor wider than the row")
    func unusedHint() throws {
        let terminal = try terminal(columns: 16)
        terminal.type("rou")
        try terminal.wait("a cut hint") { $0.current == "node0> route ma" && $0.column == 10 }
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("rou"))
        try terminal.wait(forRow: "node0> rou")
    }

    @Test("Up brings back what was entered, Ctrl-R finds it, other sessions' lines too")
    func history() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/history"
        directory.write("first one\nsecond\\nrow\n", to: "history")
        let terminal = try terminal(history: HistoryFile(path: path))
        terminal.type("\u{1b}[A")
        try terminal.wait("both rows of the entry") { $0.lines.starts(with: ["node0> second", "row"]) }
        terminal.type("\u{1b}[A")
        try terminal.wait(forRow: "node0> first one")
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("first one"))
        try terminal.wait(forRow: "node1>")
        #expect(directory.read("history") == "first one\nsecond\\nrow\nfirst one\n")
        try HistoryFile(path: path).record("from elsewhere")
        terminal.type(" secret\r")
        #expect(try terminal.nextResult() == .line(" secret"))
        try terminal.wait(forRow: "node2>")
        terminal.type("\u{1b}OA")
        try terminal.wait(forRow: "node2> from elsewhere")
        terminal.type("\u{15}\u{12}sec")
        try terminal.wait("the search") { $0.lines.contains("node2> second") && $0.lines.contains { $0.hasSuffix("bck:sec") } }
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("second\nrow"))
    }

    @Test("A paste lands in the line with its newlines and waits for Enter")
    func paste() throws {
        let terminal = try terminal()
        terminal.type("post \u{1b}[200~{\n  \"a\": 1\r\n}\n\u{1b}[201~")
        try terminal.wait("the rows") { $0.lines.starts(with: ["node0> post {", "  \"a\": 1", "}"]) && $0.row == 2 }
        terminal.type(" end\r")
        #expect(try terminal.nextResult() == .line("post {\n  \"a\": 1\n} end"))
    }

    @Test("A paste into a history search is a paste, too")
    func pasteWhileSearching() throws {
        let terminal = try terminal()
        terminal.type("\u{12}x")
        try terminal.wait("the search") { $0.lines.contains { $0.hasPrefix("bck") } }
        terminal.type("\u{1b}[200~one\ntwo\n\u{1b}[201~")
        try terminal.wait("the paste") { $0.lines.starts(with: ["node0> one", "two"]) }
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("one\ntwo"))
    }

    @Test("A long paste fits, one that is too long is refused whole")
    func longPaste() throws {
        let terminal = try terminal()
        let text = String(repeating: "0123456789abcdef", count: 500)
        terminal.type("\u{1b}[200~\(text)\u{1b}[201~\r")
        #expect(try terminal.nextResult() == .line(text))
        try terminal.wait("the next prompt") { $0.current == "node1>" }
        terminal.type("\u{1b}[200~" + String(repeating: text, count: 10) + "\u{1b}[201~ok\r")
        #expect(try terminal.nextResult() == .line("ok"))
        try terminal.wait("the reason") { $0.lines.contains { $0.hasPrefix("a paste of 80000 bytes was dropped") } }
    }

    @Test("Notices appear above the line being typed, which stays")
    func notices() throws {
        let terminal = try terminal(columns: 20)
        terminal.type("a line of more than one row, 日本")
        try terminal.wait("the rows") { $0.lines.starts(with: ["node0> a line of mor", "e than one row, 日本"]) }
        terminal.inbox.post(notice: "worker 1 died\nand was restarted\n")
        let rows = ["worker 1 died", "and was restarted", "node0> a line of mor", "e than one row, 日本"]
        try terminal.wait("the notice") { $0.lines.starts(with: rows) && $0.row > 2 }
        terminal.type("\u{1}")
        try terminal.wait("the cursor at the beginning") { $0.row == 2 && $0.column == 7 }
        terminal.inbox.post(notice: "\u{1b}[31mdrained")
        try terminal.wait("the second notice") {
            $0.lines.starts(with: ["worker 1 died", "and was restarted", "drained"] + rows.dropFirst(2)) && $0.row == 3
        }
        terminal.type("X\r")
        #expect(try terminal.nextResult() == .line("Xa line of more than one row, 日本"))
    }

    @Test("A notice during a command waits for the next prompt")
    func noticeDuringCommand() throws {
        let terminal = try terminal { line, editor in editor.inbox.post(notice: "notice on \(line)") }
        terminal.type("go\r")
        try terminal.wait("notice and prompt") { $0.lines.starts(with: ["node0> go", "notice on go", "node1>"]) }
    }

    @Test("A new prompt is drawn around the line")
    func redraw() throws {
        let terminal = try terminal { _, editor in (editor.delegate as? TestDelegate)?.count = 7 }
        terminal.type("x\r")
        try terminal.wait(forRow: "node7>")
        terminal.type("abc")
        try terminal.wait(forRow: "node7> abc")
        terminal.inbox.requestRedraw()
        terminal.type("d\r")
        #expect(try terminal.nextResult() == .line("x"))
        #expect(try terminal.nextResult() == .line("abcd"))
        try terminal.wait("the prompt once") { $0.lines.starts(with: ["node0> x", "node7> abcd"]) }
    }

    @Test("A resize lays the line out anew", arguments: [15, 25, 60])
    func resize(columns: Int) throws {
        let terminal = try terminal(columns: 20)
        terminal.type("words that take two rows")
        try terminal.wait("the rows") { $0.lines.starts(with: ["node0> words that ta", "ke two rows"]) && $0.column == 11 }
        terminal.resize(columns: columns, rows: 12)
        let text = Array("node0> words that take two rows")
        let rows = stride(from: 0, to: text.count, by: columns).map { start in
            var row = String(text[start..<min(start + columns, text.count)])
            while row.last == " " { row.removeLast() }
            return row
        }
        terminal.inbox.post(notice: "resized")
        try terminal.wait("the new rows") { $0.lines.starts(with: ["resized"] + rows) && $0.row == rows.count }
        #expect(terminal.screen.lines.filter { !$0.isEmpty }.count == rows.count + 1)
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("words that take two rows"))
    }

    @Test("A text goes on where the delegate says so, as one history entry")
    func continuation() throws {
        let directory = try TemporaryDirectory()
        let terminal = try terminal(history: HistoryFile(path: directory.path + "/history"))
        terminal.type("one \\\r")
        try terminal.wait(forRow: "...>")
        terminal.type("two pipel\t\r")
        #expect(try terminal.nextResult() == .line("one \\\ntwo pipeline "))
        #expect(directory.read("history") == "one \\\\\\ntwo pipeline \n")
        terminal.type("x\\\r")
        try terminal.wait("the second continuation") { $0.current == "...>" }
        terminal.type("\u{3}")
        #expect(try terminal.nextResult() == .interrupted)
        try terminal.wait("a prompt") { $0.current == "node2>" }
        terminal.type("y\\\r")
        try terminal.wait("the third continuation") { $0.current == "...>" }
        terminal.type("\u{4}")
        #expect(try terminal.nextResult() == .line("y\\"))
    }

    @Test("Ctrl-C while a command runs is for the command")
    func interruptCommand() throws {
        let terminal = try terminal { line, editor in
            guard line == "run" else { return }
            let isInterrupted = Flag()
            editor.withCommandRunning(onInterrupt: { isInterrupted.set() }) {
                kill(getpid(), SIGINT)
                while !isInterrupted.isSet { sched_yield() }
            }
        }
        terminal.type("run\r")
        #expect(try terminal.nextResult() == .line("run"))
        try terminal.wait(forRow: "node1>")
        terminal.type("still here\r")
        #expect(try terminal.nextResult() == .line("still here"))
    }

    @Test("An interrupt from outside drops the line")
    func interruptFromOutside() throws {
        let terminal = try terminal()
        terminal.type("abc")
        try terminal.wait(forRow: "node0> abc")
        kill(getpid(), SIGINT)
        #expect(try terminal.nextResult() == .interrupted)
    }

    @Test("Closing ends the line that is being read, and every later one")
    func close() throws {
        let terminal = try terminal()
        terminal.type("abc")
        try terminal.wait(forRow: "node0> abc")
        terminal.inbox.close()
        #expect(try terminal.nextResult() == .endOfFile)
        #expect(terminal.isCooked)
    }

    @Test("With vi keys in ~/.editrc the cursor keys work in insert mode, ESC ends it at once")
    func viKeys() throws {
        let directory = try TemporaryDirectory()
        directory.write("bind -v\n", to: "editrc")
        let terminal = try terminal(history: nil, keyFile: directory.path + "/editrc")
        terminal.type("one two\u{1b}[D\u{1b}OD\u{1b}[5~X")
        try terminal.wait(forRow: "node0> one tXwo")
        terminal.type("\u{1b}")
        try terminal.wait("command mode") { $0.column == 12 }
        terminal.type("0dw")
        try terminal.wait(forRow: "node0> tXwo")
        terminal.type("\u{1b}[200~new\n\u{1b}[201~")
        try terminal.wait(forRow: "node0> newtXwo")
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("newtXwo"))
        try terminal.wait(forRow: "node1>")
        terminal.type("pipel\trou")
        try terminal.wait(forRow: "node1> pipeline rou")
        terminal.type("\u{3}")
        #expect(try terminal.nextResult() == .interrupted)
    }

    @Test("A key bound in ~/.editrc keeps the user's meaning", arguments: ["", "bind -v\n"])
    func userKeys(mode: String) throws {
        let directory = try TemporaryDirectory()
        directory.write(
            mode + "bind '^T' ed-move-to-beg\nother:bind '^I' ed-move-to-beg\ntest:bind '?' ed-insert\nbind -s '^G' 'show '\n", to: "editrc"
        )
        let terminal = try terminal(keyFile: directory.path + "/editrc")
        terminal.type("pipel\t?\u{14}\u{7}")
        try terminal.wait(forRow: "node0> show pipeline ?")
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("show pipeline ?"))
    }

    @Test("A dumb terminal gets no escape sequences")
    func dumb() throws {
        let terminal = try terminal(type: "dumb")
        terminal.type("pip\t")
        try terminal.wait("the word") { $0.current == "node0> pipe" }
        terminal.inbox.post(notice: "notice")
        try terminal.wait("the notice") { $0.lines.contains("notice") && $0.current == "node0> pipe" }
        #expect(terminal.screen.escapes == 0)
    }

    @Test("A text of more rows than the screen can be edited")
    func tall() throws {
        let terminal = try terminal()
        let rows = (1...40).map { "row \($0)" }
        terminal.type("\u{1b}[200~" + rows.joined(separator: "\n") + "\u{1b}[201~")
        try terminal.wait(forRow: "row 40")
        terminal.type("X\u{1}Y\u{5}")
        terminal.inbox.post(notice: "notice")
        terminal.resize(columns: 60, rows: 5)
        terminal.type("Z\u{10}\u{e}")
        try terminal.wait("the end") { $0.lines.contains("row 40XZ") }
        terminal.type("\r")
        #expect(try terminal.nextResult() == .line("Y" + rows.joined(separator: "\n") + "XZ"))
    }

    @Test("Bytes that are not UTF-8 are left out")
    func invalidBytes() throws {
        let terminal = try terminal()
        terminal.type(bytes: [0x61, 0xff, 0xc3, 0x62, 0xe2, 0x82, 0x63, 0x0d])
        #expect(try terminal.nextResult() == .line("abc"))
    }

    @Test("Without a terminal there is no editor")
    func noTerminal() throws {
        let file = open("/dev/null", O_RDWR)
        defer { Glibc.close(file) }
        let failure = #expect(throws: LineEditorFailure.self) {
            _ = try LineEditor(program: "test", history: nil, input: file, output: file)
        }
        #expect(failure == .notATerminal(descriptor: file))
    }
}
