import Glibc
import Persistence
import Testing

@Suite("The state directory")
struct StateLockTests {
    private let directory = TemporaryDirectory()

    @Test("a second taker is told who holds it and where, until it is released")
    func refusal() throws {
        let lock = try StateLock(directory: directory.path)
        #expect(throws: StateError.held(path: directory.path + "/lock", pid: Int(getpid()))) { try StateLock(directory: directory.path) }
        let text = "\(StateError.held(path: lock.path, pid: 7))"
        #expect(text.contains("process 7"))
        #expect(text.contains(lock.path))
        lock.release()
        lock.release()
        try StateLock(directory: directory.path).release()
    }

    @Test("a lock that is let go of is released")
    func scope() throws {
        _ = try StateLock(directory: directory.path)
        _ = try StateLock(directory: directory.path)
    }

    @Test("a directory that is not there is named")
    func missing() {
        let error = #expect(throws: StateError.self) { try StateLock(directory: directory.path + "/no") }
        #expect(error?.description.contains(directory.path + "/no/lock") == true)
    }

    @Test("missing directories are made for their owner only, and a file in the way is named")
    func creation() throws {
        let path = directory.path + "/a/b"
        try StateDirectory.create(path)
        try StateDirectory.create(path)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
        rmdir(path)
        rmdir(directory.path + "/a")
        directory.write("", to: "file")
        #expect(throws: StateError.unusable(path: directory.path + "/file", reason: "not a directory")) {
            try StateDirectory.create(directory.path + "/file")
        }
    }
}
