import AdminShell
import CommandLanguage
import JSONCodec
import Synchronization
import Testing

@Suite("The interpreter")
struct InterpreterTests {
    private let output = RecordedOutput()

    private func interpreter(
        _ backend: StubBackend, output: RecordedOutput? = nil, _ change: (inout InterpreterOptions) -> Void = { _ in }
    ) -> Interpreter {
        var options = InterpreterOptions()
        change(&options)
        return Interpreter(table: .standard, backend: backend, output: output ?? self.output, options: options, format: nil)
    }

    private static func response(_ status: Int, _ body: JSONValue = [:]) -> CommandValue {
        .response(ResponseValue(status: status, reason: "", headers: [], body: body, isText: false, elapsedMicroseconds: 1, trace: []))
    }

    @Test("wait-until asks again until its expectations hold")
    func waiting() async {
        let backend = StubBackend { _, attempt in Self.response(200, ["ready": .bool(attempt == 3)]) }
        let status = await interpreter(backend).run("wait-until --interval 0.01 get /x\nexpect 200 $.ready == true\necho done\n", file: "t")
        #expect(status == 0)
        #expect(backend.commands.count == 3)
        #expect(output.output == "done\n")
    }

    @Test("A command that never answers ends with the limit, a wait-until with its own")
    func limits() async {
        let backend = StubBackend { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return .none
        }
        #expect(await interpreter(backend) { $0.timeout = 0.05 }.run("app list\n", file: "t") == 7)
        #expect(output.errors.contains("timed out after 0.05 s"))
        #expect(await interpreter(backend).run("wait-until --timeout 0.05 app list\n", file: "t") == 7)
    }

    @Test("After login requests are made as that user, unless they say themselves who asks")
    func login() async {
        let backend = StubBackend { words, _ in words.first == "get" ? Self.response(200) : .text("") }
        let script = """
            login fred --project demo
            get /a
            get /b --as sue
            get /c -H 'X-Auth-Token: t'
            get /d --project other
            app list
            logout
            get /e

            """
        #expect(await interpreter(backend).run(script, file: "t") == 0)
        #expect(
            backend.commands == [
                ["login", "fred", "--project", "demo"], ["get", "/a", "--as", "fred", "--project", "demo"], ["get", "/b", "--as", "sue"],
                ["get", "/c", "-H", "X-Auth-Token: t"], ["get", "/d", "--project", "other", "--as", "fred"], ["app", "list"],
                ["get", "/e"],
            ])
    }

    @Test("A login that fails changes nothing")
    func failedLogin() async {
        let backend = StubBackend { words, _ in
            if words.first == "login" { throw CommandFailure("there is no user 'nobody'") }
            return Self.response(200)
        }
        #expect(await interpreter(backend) { $0.keepsGoing = true }.run("login nobody\nget /a\n", file: "t") != 0)
        #expect(backend.commands.last == ["get", "/a"])
    }

    @Test("Cancelling ends whatever runs with 130", arguments: ["app list", "wait-until app list", "watch app list", "! sleep 3600"])
    func cancelling(line: String) async {
        let (asked, continuation) = AsyncStream.makeStream(of: Bool.self)
        let backend = StubBackend { _, _ in
            continuation.yield(true)
            if !line.hasPrefix("!") { try await Task.sleep(for: .seconds(3600)) }
            return .none
        }
        let box = SessionBox(interpreter(backend))
        let text = line.hasPrefix("!") ? "app list\n\(line)\n" : "\(line)\n"
        let running = Task { await box.interpreter.run(text, file: "t") }
        var first = asked.makeAsyncIterator()
        _ = await first.next()
        running.cancel()
        let status = await running.value
        #expect(status == 130)
    }

    @Test("A failure's own status stops the script, a leading - and -k go on", arguments: [1, 3, 4, 5, 6, 7] as [Int32])
    func statuses(code: Int32) async {
        let backend = StubBackend { _, _ in throw CommandFailure("no", status: code) }
        #expect(await interpreter(backend).run("app list\necho on\n", file: "t") == code)
        #expect(output.output.isEmpty)
        #expect(await interpreter(backend).run("-app list\necho $?\n", file: "t") == 0)
        #expect(output.output == "\(code)\n")
        #expect(await interpreter(backend) { $0.keepsGoing = true }.run("app list\necho on\n", file: "t") == 1)
        #expect(output.output == "\(code)\non\n")
    }

    @Test("Answers of 4xx and 5xx fail with 4 and 5 unless expected")
    func requests() async {
        for (status, code) in [(404, 4), (503, 5), (200, 0), (302, 0)] as [(Int, Int32)] {
            let backend = StubBackend { _, _ in Self.response(status) }
            #expect(await interpreter(backend).run("get /x\n", file: "t") == code)
            #expect(await interpreter(backend).run("get /x\nexpect \(status)\n", file: "t") == 0)
            #expect(await interpreter(backend).run("get /x\nexpect 201\n", file: "t") == 1)
        }
    }

    @Test("Nothing is asked of the backend when the script has a mistake")
    func mistakes() async {
        let backend = StubBackend { _, _ in .none }
        #expect(await interpreter(backend).run("app list\nif 1 == 1\napp list\n", file: "t") == 2)
        #expect(backend.commands.isEmpty)
        #expect(output.errors.contains("cloudsh: t:2:1: error: 'if' without 'end'"))
    }

    @Test("Words reach the backend with their variables replaced, as whole words")
    func words() async {
        let backend = StubBackend { _, _ in .text("a b\n") }
        let status = await interpreter(backend).run("capture x = app show first\napp show \"$x 'c'\"\napp show $x\n", file: "t")
        #expect(status == 0)
        #expect(backend.commands == [["app", "show", "first"], ["app", "show", "a b 'c'"], ["app", "show", "a b"]])
    }

    @Test("Paths are made absolute for a backend that runs elsewhere, and only they")
    func paths() async throws {
        let backend = StubBackend(ownsServices: false) { _, _ in .none }
        let script = """
            app load x.ini#main --name x.ini
            pipeline check /etc/x.ini
            post /v2.0/networks -d @body.json -H 'a: @body.json'
            post /v2.0/networks -d name=body.json
            """
        #expect(await interpreter(backend).run(script, file: "t") == 0)
        let commands = backend.commands
        try #require(commands.count == 4)
        #expect(commands[0][2].hasPrefix("/") && commands[0][2].hasSuffix("/x.ini#main"))
        #expect(commands[0].suffix(2) == ["--name", "x.ini"])
        #expect(commands[1] == ["pipeline", "check", "/etc/x.ini"])
        #expect(commands[2][3].hasPrefix("@/") && commands[2][3].hasSuffix("/body.json"))
        #expect(commands[2].last == "a: @body.json")
        #expect(commands[3].last == "name=body.json")
    }

    @Test("A command's output is paged, what a pipe or a capture takes is not")
    func paging() async {
        let backend = StubBackend { _, _ in .text("long\n") }
        #expect(await interpreter(backend).run("app list\ncapture x = app list\napp list | cat\n", file: "t") == 0)
        #expect(output.pages == ["long\n"])
        #expect(output.output == "long\nlong\n")
    }

    @Test("Who waits long at a terminal is shown it, and the row is gone before anything is printed")
    func progress() async {
        let (rows, continuation) = AsyncStream.makeStream(of: String.self)
        let terminal = RecordedOutput(terminalSize: TerminalSize(columns: 80, rows: 24), showsProgress: true) { continuation.yield($0) }
        let backend = StubBackend { words, _ in
            guard words == ["app", "list"] else { return .text("quick\n") }
            var shown = rows.makeAsyncIterator()
            _ = await shown.next()
            return .text("slow\n")
        }
        let session = interpreter(backend, output: terminal)
        #expect(await session.run("app show x\n", file: "t") == 0)
        #expect(await session.run("app list\n", file: "t") == 0)
        #expect(terminal.progress.contains { $0.hasPrefix("| app list: ") && $0.hasSuffix(" s") } && terminal.progress.last == "")
        #expect(terminal.output == "quick\nslow\n" && terminal.errors.isEmpty)
        #expect(await interpreter(StubBackend { _, _ in .none }).run("app list | cat\n", file: "t") == 0)
    }

    @Test("watch draws a terminal's screen anew, with what failed on it, and goes on")
    func watching() async {
        let (asked, continuation) = AsyncStream.makeStream(of: Int.self)
        let backend = StubBackend { _, attempt in
            continuation.yield(attempt)
            guard attempt > 1 else { throw CommandFailure("not yet") }
            return .text((1...50).map { "line \($0)\n" }.joined())
        }
        let terminal = RecordedOutput(terminalSize: TerminalSize(columns: 80, rows: 6))
        let box = SessionBox(interpreter(backend, output: terminal))
        let running = Task { await box.interpreter.run("watch -n 0.01 app list\n", file: "t") }
        for await attempt in asked where attempt == 3 { break }
        running.cancel()
        #expect(await running.value == 130)
        let screens = terminal.output.split(separator: "\u{1B}[J")
        #expect(screens.count >= 2 && terminal.errors.isEmpty)
        #expect(screens[0].hasPrefix("\u{1B}[2J\u{1B}[Hevery 0.01 s: app list\u{1B}[K\n") && screens[0].contains("error: not yet"))
        #expect(screens[1].hasPrefix("\u{1B}[Hevery") && screens[1].contains("line 3\u{1B}[K") && !screens[1].contains("line 4"))
    }

    @Test("Programs find the variables in their environment")
    func environment() async {
        let backend = StubBackend { _, _ in .none }
        let script = "set plain one\nset NAME 'two words'\ncapture x = ! printf '%s, %s' \"$plain\" \"$NAME\"\necho $x\n"
        #expect(await interpreter(backend).run(script, file: "t") == 0)
        #expect(output.output == "one, two words\n")
    }

    @Test("Following the log, or debugged requests, prints lines, or hands them to the editor", arguments: ["log", "debug"])
    func following(what: String) async {
        let backend = StubBackend { _, _ in .none }
        #expect(await interpreter(backend).run("\(what) tail --follow -n 2\n", file: "t") == 0)
        #expect(output.output == (what == "log" ? "line 0\nline 1\n" : "record 0\nrecord 1\n"))
        #expect(await interpreter(backend).run("\(what) tail --stop\n", file: "t") == 1)
        let (shown, continuation) = AsyncStream.makeStream(of: String.self)
        let session = interpreter(backend)
        let follower = LogFollower { continuation.yield($0) }
        if what == "log" { session.logFollower = follower } else { session.debugFollower = follower }
        #expect(await session.run("\(what) tail --follow -n 1\n", file: "t") == 0)
        var lines = shown.makeAsyncIterator()
        #expect(await lines.next() == (what == "log" ? "line 0" : "record 0"))
        #expect(await session.run("\(what) tail --stop\n", file: "t") == 0)
        #expect(await session.run("\(what) tail --stop\n", file: "t") == 1)
    }

    @Test("A difference is printed without an error")
    func difference() async {
        let backend = StubBackend { _, _ in throw CommandFailure("", value: .text("- a\n+ b\n")) }
        #expect(await interpreter(backend).run("pipeline diff a b\n", file: "t") == 1)
        #expect(output.output == "- a\n+ b\n" && output.errors.isEmpty)
    }
}

/// `@unchecked`: one task uses it while the test waits for that task.
private final class SessionBox: @unchecked Sendable {
    let interpreter: Interpreter
    init(_ interpreter: Interpreter) { self.interpreter = interpreter }
}
