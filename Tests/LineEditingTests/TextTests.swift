import Testing

@testable import LineEditing

@Suite("Text on the terminal")
struct TextTests {
    init() {
        Terminal.prepareCharacterSet()
    }

    @Test(
        "A place in the line is counted as libedit counts",
        arguments: [
            ("", 0, 2), ("abc", 0, 5), ("12345678", 1, 0), ("1234567", 0, 9), ("日本語", 0, 8), ("1234567日", 1, 2), ("a\nb", 1, 1),
            ("\t", 0, 8), ("1234567\t", 1, 0), ("\u{1}", 0, 4), ("e\u{301}", 0, 3),
        ] as [(String, Int, Int)])
    func layout(text: String, row: Int, column: Int) {
        var layout = LineLayout(columns: 10)
        layout.advance(prompt: "> ")
        layout.advance(text)
        #expect((layout.row, layout.column) == (row, column))
    }

    @Test("Text is cut at a width, between characters")
    func clip() {
        #expect(LineLayout.clip("größer", to: 4) == "größ")
        #expect(LineLayout.clip("日本", to: 3) == "日")
        #expect(LineLayout.clip("e\u{301}x", to: 1) == "e\u{301}")
        #expect(LineLayout.clip("abc", to: -1).isEmpty)
    }

    @Test(
        "A prompt's colours are marked for libedit, none of them last",
        arguments: [
            ("a> ", "a> ", "a> "),
            ("\u{1b}[31ma\u{1b}[0m> ", "a> ", "|\u{1b}[31m|a|\u{1b}[0m|> "),
            ("\u{1b}[1m\u{1b}[31ma> \u{1b}[0m", "a> ", "|\u{1b}[1m\u{1b}[31m|a>|\u{1b}[0m| "),
            ("\u{1b}]0;title\u{7}a", "a", "|\u{1b}]0;title\u{7}|a"),
            ("a\u{1}\u{7}b\n", "ab ", "ab "), ("\u{1b}", "", ""), ("\u{1b}[0m", "", ""),
        ])
    func prompt(text: String, visible: String, marked: String) {
        #expect(StyledText(text).visible == visible)
        #expect(StyledText(text).marked(by: "|") == marked)
    }

    @Test("A word begins after a blank, outside quotes and comments", arguments: ["", "get ", "get 'a b' ", "a; ", "a|", "x\n", "# c\n"])
    func wordStart(text: String) {
        #expect(WordBoundary.isAtWordStart(text))
    }

    @Test(
        "Elsewhere a question mark is itself",
        arguments: ["get", "get /v2.0/networks", "get '", "get \"a ", "a\\ ", "a\\", "# what", "'a'", "\"a\\\" "])
    func noWordStart(text: String) {
        #expect(!WordBoundary.isAtWordStart(text))
    }

    @Test(
        "A paste keeps its newlines but the last, and no control characters",
        arguments: [
            ("a\nb\n", "a\nb"), ("a\r\nb\rc", "a\nb\nc"), ("a\n\rb\n\r\n\rc\n\nd", "a\nb\n\nc\n\nd"), ("a\u{1b}[31mb", "a[31mb"),
            ("a\tb\0c\u{7f}", "a\tbc"), ("größe\n\n", "größe"),
            ("\n", ""),
        ])
    func paste(text: String, clean: String) {
        #expect(PastedText.clean(text.utf8) == clean)
    }

    @Test("Key sequences are known by their beginning")
    func keys() {
        let emacs = KeyDecoder(isVi: false)
        let vi = KeyDecoder(isVi: true)
        #expect(emacs.match([0x1b]) == .more)
        #expect(emacs.match(Array("\u{1b}[200~".utf8)) == .key(.paste))
        #expect(emacs.match(Array("\u{1b}[A".utf8)) == .none)
        #expect(emacs.match(Array("\u{1b}b".utf8)) == .none)
        #expect(vi.match(Array("\u{1b}[A".utf8)) == .key(.up))
        #expect(vi.match(Array("\u{1b}[1;5C".utf8)) == .key(.wordRight))
        #expect(vi.match(Array("\u{1b}[5".utf8)) == .more)
        #expect(vi.match(Array("\u{1b}[5~".utf8)) == .key(.unknown))
        #expect(vi.match(Array("\u{1b}x".utf8)) == .none)
    }

    @Test("What all candidates share is the common prefix")
    func commonPrefix() {
        func prefix(_ values: String...) -> String {
            CompletionResult(values.map { CompletionCandidate($0) }, replacing: 0..<0).commonPrefix
        }
        #expect(prefix("pipeline", "pipes") == "pipe")
        #expect(prefix("größe", "groß") == "gr")
        #expect(prefix("a", "b").isEmpty)
        #expect(prefix("a") == "a")
        #expect(prefix().isEmpty)
    }

    @Test("Candidates without descriptions fill columns downwards")
    func columns() {
        let table = CandidateTable(
            candidates: ["a", "bb", "ccc", "größe", "e"].map { CompletionCandidate($0) }, size: Terminal.Size(columns: 20, rows: 24),
            hasColor: false)
        #expect(table.text == "a      ccc    e\nbb     größe")
    }

    @Test("Candidates with descriptions take a row each, cut at the screen")
    func descriptions() {
        let candidates = (1...9).map { CompletionCandidate("word\($0)", description: "what it is good for") }
        var table = CandidateTable(candidates: candidates, size: Terminal.Size(columns: 16, rows: 6), hasColor: false)
        #expect(table.text == "word1  what it\nword2  what it\nword3  what it\n... and 6 more")
        table.hasColor = true
        table.candidates = [candidates[0]]
        #expect(table.text == "word1  \u{1b}[2mwhat it\u{1b}[22m")
    }

    @Test(
        "Colour is decided by option, environment and terminal, in this order",
        arguments: [
            (.always, ["NO_COLOR": "1"], false, true), (.never, ["CLICOLOR_FORCE": "1"], true, false),
            (.auto, ["NO_COLOR": "1", "TERM": "xterm", "CLICOLOR_FORCE": "1"], true, false), (.auto, ["CLICOLOR_FORCE": "1"], false, true),
            (.auto, ["CLICOLOR_FORCE": "0", "TERM": "xterm"], false, false), (.auto, ["TERM": "xterm"], true, true),
            (.auto, ["TERM": "dumb"], true, false), (.auto, [:], true, false), (.auto, ["TERM": "xterm"], false, false),
        ] as [(ColorChoice, [String: String], Bool, Bool)])
    func color(choice: ColorChoice, environment: [String: String], isTerminal: Bool, isOn: Bool) {
        #expect(choice.isOn(isTerminal: isTerminal, environment: { environment[$0] }) == isOn)
    }

    @Test("A pager is asked for by the rows a text takes")
    func pagerRows() {
        #expect(Pager.rows(of: "a\nb\n", columns: 10) == 2)
        #expect(Pager.rows(of: "a\n\nb", columns: 10) == 3)
        #expect(Pager.rows(of: "12345678901\n", columns: 10) == 2)
        #expect(Pager.rows(of: "\u{1b}[31m1234567890\u{1b}[0m\n", columns: 10) == 1)
    }

    @Test("The pager is $PAGER, else less")
    func pagerCommand() {
        #expect(Pager.command { ["PAGER": "most -s"][$0] } == "most -s")
        #expect(Pager.command { ["PAGER": "cat"][$0] } == nil)
        #expect(Pager.command { ["PATH": "/nowhere"][$0] } == nil)
    }

    @Test("A pager reads all of the text, and may leave early")
    func pager() throws {
        let directory = try TemporaryDirectory()
        let text = String(repeating: "a row of text\n", count: 20_000)
        #expect(Pager.run("cat > \(directory.path)/out", input: text))
        #expect(directory.read("out") == text)
        #expect(Pager.run("head -c 5 > \(directory.path)/out", input: text))
        #expect(directory.read("out") == "a row")
        #expect(!Pager.run("no-such-pager-here 2> /dev/null", input: "x"))
    }
}
