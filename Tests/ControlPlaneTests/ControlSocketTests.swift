import Glibc
import HTTPApplication
import JSONCodec
import NIOCore
import NIOPosix
import Testing
import WireClient

@testable import ControlPlane

@Suite("The control socket")
struct ControlSocketTests {
    /// Prints what it is told to, or waits for the end of its client.
    private struct Runner: CommandRunner {
        let isGone: Gate

        func run(line: String, options: CommandSessionOptions) -> AsyncStream<CommandFrame> {
            let (frames, continuation) = AsyncStream.makeStream(of: CommandFrame.self)
            continuation.yield(.output("ran \(line) for \(options.user)\(options.session.map { " in \($0)" } ?? "")\n"))
            if line == "wait" {
                continuation.onTermination = { _ in isGone.open() }
            } else {
                continuation.yield(.error("careful\n"))
                continuation.yield(.finished(status: 4))
                continuation.finish()
            }
            return frames
        }

        func candidates(kind: String, prefix: String, app: String?) async -> JSONValue { [.string(kind), .string(prefix)] }
        func complete(words: [String]) async -> JSONValue { .array(words.map { .string($0) }) }
        func promptState(session: String?) async -> JSONValue { [:] }

        func endSession(_ session: String, isInteractive: Bool) async -> JSONValue {
            isGone.open()
            return [.string(session), .bool(isInteractive)]
        }
    }

    private func serving(_ test: (String, NoticeBoard, Gate) async throws -> Void) async throws {
        var template = Array("/tmp/cloudsh-control-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer { rmdir(directory) }
        let path = directory + "/socket"
        defer { unlink(path) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let (loops, worker, notices, gate) = (WorkerLoops(), APIWorker(id: "control", app: "control"), NoticeBoard(), Gate())
        loops.add(worker)
        let application = ControlApplication(runner: Runner(isGone: gate), notices: notices)
        let listener = try await HTTPListener.bind(
            .unix(path: path), endpoint: ControlEndpoint(application: application, sink: LogSink()), loops: loops, loop: group.next(),
            limits: ListenerLimits(), tls: nil, acceptsPeer: ControlEndpoint.acceptsPeer)
        let result: Result<Void, any Error>
        do { result = .success(try await test(path, notices, gate)) } catch { result = .failure(error) }
        await listener.close()
        await worker.stop(deadline: .now + .milliseconds(200))
        #expect(worker.connectionCount == 0)
        try? await group.shutdownGracefully()
        try result.get()
    }

    @Test("is its owner's alone")
    func permissions() async throws {
        try await serving { path, _, _ in
            var information = stat()
            #expect(stat(path, &information) == 0)
            #expect(information.st_mode & 0o777 == 0o600)
        }
    }

    @Test("runs a command line: its output in chunks, its status in the trailer")
    func run() async throws {
        try await serving { path, _, _ in
            let client = try WireClient(path: path)
            try await client.send("POST /v1/run HTTP/1.1\r\nHost: x\r\nX-Cloudsh-User: me\r\nContent-Length: 8\r\n\r\napp list")
            let text = try await client.answer()
            #expect(text.status == 200)
            #expect(text.body == "ran app list for me\ncareful\n")
            #expect(text.headers["trailer x-exit-status"] == "4")
            try await client.send("POST /v1/run HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\nContent-Length: 4\r\n\r\nhelp")
            let frames = try await client.answer().body.split(separator: "\n")
            #expect(frames.count == 3)
            #expect(frames.last == "{\"finished\":4}")
        }
    }

    @Test("ends a command whose client has gone")
    func goneClient() async throws {
        try await serving { path, _, gate in
            let client = try WireClient(path: path)
            try await client.send("POST /v1/run HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nwait")
            client.close()
            await gate.pass()
        }
    }

    @Test("knows the session of a command, and ends it when its client asks or has gone")
    func sessions() async throws {
        try await serving { path, _, gate in
            let client = try WireClient(path: path)
            try await client.send("POST /v1/run HTTP/1.1\r\nHost: x\r\nX-Cloudsh-Session: s1\r\nContent-Length: 4\r\n\r\nhelp")
            #expect(try await client.answer().body.contains(" in s1\n"))
            try await client.send("POST /v1/session/end HTTP/1.1\r\nHost: x\r\nX-Cloudsh-Session: s1\r\nContent-Length: 0\r\n\r\n")
            #expect(try await client.answer().body == "[\"s1\",false]")
            try await client.send("GET /v1/session HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().status == 400)
        }
        try await serving { path, _, gate in
            let client = try WireClient(path: path)
            try await client.send("GET /v1/session HTTP/1.0\r\nX-Cloudsh-Session: s2\r\n\r\n")
            _ = try await client.line { $0.contains("s2") }
            client.close()
            await gate.pass()
        }
    }

    @Test("hands on notices as they come")
    func notices() async throws {
        try await serving { path, notices, _ in
            let client = try WireClient(path: path)
            try await client.send("GET /v1/notices HTTP/1.0\r\n\r\n")
            async let line = client.line { $0.contains("hello") }
            // Who follows is not seen from here: notices are posted until one has come.
            let posting = Task {
                while !Task.isCancelled {
                    notices.post(Notice(.app, "hello"))
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
            #expect(try await line.contains("\"kind\":\"app\""))
            posting.cancel()
            client.close()
        }
    }
}
