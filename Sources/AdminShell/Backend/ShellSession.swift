import Glibc

/// Who gives commands: a person, and which of that person's shells. What a session begins, such as a swap to be confirmed, is its own.
package struct ShellSession: Sendable, Hashable {
    package var user: String
    /// Tells sessions apart, and tells an operator which process to look for: `shell-4711-1f0a`, `batch-4712-93bc`.
    package var id: String
    package var isInteractive: Bool

    /// A session of this process.
    package init(user: String, isInteractive: Bool) {
        self.init(user: user, id: Self.makeID(isInteractive ? "shell" : "batch"), isInteractive: isInteractive)
    }

    /// A session that a client has named.
    init(user: String, id: String, isInteractive: Bool) {
        self.user = user
        self.id = id
        self.isInteractive = isInteractive
    }

    static func makeID(_ kind: String) -> String { "\(kind)-\(getpid())-\(String(UInt16.random(in: 0x1000...0xffff), radix: 16))" }
}
