import Testing

@testable import LineEditing

@Suite("The history file")
struct HistoryFileTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/history"
    }

    @Test("A command is appended at once, for its owner only")
    func append() throws {
        let history = HistoryFile(path: path)
        #expect(try history.record("app list"))
        #expect(try history.record("get /v2.0/networks\n"))
        #expect(directory.read("history") == "app list\nget /v2.0/networks\n")
        #expect(directory.mode(of: "history") == 0o600)
    }

    @Test("A file that others could read is closed to them")
    func mode() throws {
        directory.write("old\n", to: "history", mode: 0o644)
        try HistoryFile(path: path).record("new")
        #expect(directory.mode(of: "history") == 0o600)
        #expect(directory.read("history") == "old\nnew\n")
    }

    @Test("Some lines are not kept", arguments: ["", "   ", "\n", " app list", "login admin --password x", "last"])
    func notKept(line: String) throws {
        let history = HistoryFile(path: path, isSensitive: { $0.contains("password") })
        try history.record("last")
        #expect(try !history.record(line))
        #expect(history.entries == ["last"])
    }

    @Test("An entry survives the file", arguments: ["a\nb", "a\\nb", "tab\there", "\\", "größe\r\n日本", "end\\\n more"])
    func roundTrip(text: String) throws {
        try HistoryFile(path: path).record(text)
        let other = HistoryFile(path: path)
        try other.refresh()
        #expect(other.entries == [text])
        #expect(directory.read("history").filter { $0 == "\n" }.count == 1)
    }

    @Test("Sessions share the file")
    func sessions() throws {
        let (first, second) = (HistoryFile(path: path), HistoryFile(path: path))
        try first.record("one")
        try second.record("two")
        let seen = first.entries(after: HistoryFile.Position())
        try first.record("three")
        #expect(first.entries == ["one", "two", "three"])
        #expect(first.entries(after: seen.end).entries == ["two", "three"])
        #expect(first.entries(after: seen.end).isContinuation)
        try second.refresh()
        #expect(second.entries == first.entries)
    }

    @Test("The oldest entries go when there are too many, for all sessions")
    func compaction() throws {
        let (first, second) = (HistoryFile(path: path, limit: 8), HistoryFile(path: path, limit: 8))
        try second.record("seed")
        let seen = second.entries(after: HistoryFile.Position()).end
        for number in 1...10 { try first.record("command \(number)") }
        #expect(first.entries == (3...10).map { "command \($0)" })
        try second.record("mine")
        #expect(second.entries == first.entries + ["mine"])
        let news = second.entries(after: seen)
        #expect(!news.isContinuation && news.entries == second.entries)
        #expect(directory.mode(of: "history") == 0o600)
    }

    @Test("A line that a crash cut short spoils only itself")
    func cutShort() throws {
        directory.write("one\ntw", to: "history")
        let history = HistoryFile(path: path)
        try history.refresh()
        #expect(history.entries == ["one"])
        try history.record("three")
        #expect(history.entries == ["one", "tw", "three"])
    }

    @Test("A file that was removed is an empty history")
    func removed() throws {
        let history = HistoryFile(path: path)
        try history.record("one")
        directory.write("", to: "history")
        try history.refresh()
        #expect(history.entries.isEmpty)
    }

    @Test("A path that cannot be written to is named")
    func failure() {
        let history = HistoryFile(path: directory.path + "/none/history")
        let failure = #expect(throws: HistoryFailure.self) { try history.record("x") }
        #expect(failure.map { "\($0)" } == "history \(directory.path)/none/history: open: No such file or directory")
    }
}
