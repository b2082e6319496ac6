import Glibc
import Logging
import Testing
import WireClient

@testable import ControlPlane

@Suite("The log")
struct LogSinkTests {
    @Test("holds one access line for each request")
    func access() async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send("POST /a%0aFORGED?b=%0d HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
            _ = try await client.answer()
            await eventually { !server.sink.tail(1).isEmpty }
            let line = try #require(server.sink.tail(1).first)
            #expect(line.logger == "test.wsgi")
            let pattern = #/127\.0\.0\.1 "POST /a%0aFORGED\?b=%0d HTTP/1\.1" status: 200 len: 20 time: \d+\.\d{6} generation: 1 -/#
            #expect(line.message.wholeMatch(of: pattern) != nil, "\(line.message)")
        }
    }

    @Test("holds nothing of a level below its own, which may change")
    func level() {
        let sink = LogSink()
        let logger = Logger(label: "test") { SinkLogHandler(label: $0, sink: sink) }
        logger.debug("1")
        sink.level = .debug
        logger.debug("2")
        sink.level = .error
        logger.warning("3")
        #expect(sink.tail(10).map(\.message) == ["2"])
    }

    @Test("keeps the last lines in their order")
    func ring() {
        let sink = LogSink()
        for number in 0..<12_000 { sink.write(.info, "test", String(number)) }
        #expect(sink.tail(3).map(\.message) == ["11997", "11998", "11999"])
        #expect(sink.tail(100_000).count == 5000)
    }

    @Test(
        "cannot be forged",
        arguments: [
            ("a\n2026-11-21 00:00:00.000 ERROR forged", "a\n    2026-11-21 00:00:00.000 ERROR forged"), ("a\r\nb", "a?\n    b"),
            ("\u{1B}[2J\u{9B}x\u{7F}", "?[2J?x?"), ("a\u{2028}b\u{85}c", "a?b?c"), ("Grüße\tda", "Grüße\tda"),
        ])
    func control(message: String, shown: String) {
        let sink = LogSink()
        sink.write(.info, "test", message)
        #expect(sink.tail(1).first?.text.hasSuffix(" INFO test " + shown) == true)
    }

    @Test("is written to a file that is its owner's alone")
    func file() throws {
        var template = Array("/tmp/cloudsh-log-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        let path = directory + "/log"
        defer {
            unlink(path)
            rmdir(directory)
        }
        let sink = LogSink()
        try sink.open(file: path)
        sink.write(.warning, "test", "one")
        sink.write(.info, "test", "two")
        sink.flush()
        let text = try TextFile.read(path)
        #expect(
            text.split(separator: "\n").map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") } == [
                "WARNING test one", "INFO test two",
            ])
        #expect(text.prefix(5).hasSuffix("-"))
        var information = stat()
        #expect(stat(path, &information) == 0 && information.st_mode & 0o777 == 0o600)
    }
}
