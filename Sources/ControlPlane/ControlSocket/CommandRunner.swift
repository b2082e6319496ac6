package import JSONCodec

/// Runs command lines for clients of the control socket. The admin shell is one; the control plane knows nothing of its language.
package protocol CommandRunner: Sendable {
    /// Runs one command line and delivers what it prints as it comes; the last frame is ``CommandFrame/finished(status:)``.
    ///
    /// A line that belongs to no session is one of its own: a batch that ends with the line.
    func run(line: String, options: CommandSessionOptions) -> AsyncStream<CommandFrame>

    /// Live objects of a kind whose names begin with `prefix`: an array of objects with `value` and `description`.
    ///
    /// - Parameter app: only those of this app.
    func candidates(kind: String, prefix: String, app: String?) async -> JSONValue

    /// The words with which `words`, the last of which may be unfinished, can go on: as for ``candidates(kind:prefix:app:)``.
    func complete(words: [String]) async -> JSONValue

    /// The state that a prompt shows in a session.
    func promptState(session: String?) async -> JSONValue

    /// Ends a session: an open transaction is aborted, and a batch's unconfirmed swaps are undone. An interactive one's wait for their time.
    ///
    /// - Returns: what was undone.
    func endSession(_ session: String, isInteractive: Bool) async -> JSONValue
}

/// What a client says about itself.
package struct CommandSessionOptions: Sendable {
    /// `user@host` or the peer's uid: goes into `created_by`.
    package var user: String
    /// The session that the command belongs to; `nil` for one that ends with it.
    package var session: String?
    /// Values instead of text: the client renders by itself.
    package var wantsValues: Bool

    package init(user: String, session: String? = nil, wantsValues: Bool) {
        self.user = user
        self.session = session
        self.wantsValues = wantsValues
    }
}

/// A part of what a command prints.
package enum CommandFrame: Sendable {
    case output(String)
    case error(String)
    /// The command's value, for a client that renders by itself.
    case value(JSONValue)
    /// The exit status of the command; nothing follows.
    case finished(status: Int32)

    /// The frame as one member of a JSON object: `{"output": "..."}`.
    package var json: JSONValue {
        switch self {
        case .output(let text): ["output": .string(text)]
        case .error(let text): ["error": .string(text)]
        case .value(let value): ["value": value]
        case .finished(let status): ["finished": .integer(Int(status))]
        }
    }

    /// The frame that ``json`` was made from; `nil` for anything else.
    package init?(json: JSONValue) {
        guard let member = json.objectValue?.members.first else { return nil }
        switch (member.key, member.value) {
        case ("output", .string(let text)): self = .output(text)
        case ("error", .string(let text)): self = .error(text)
        case ("value", let value): self = .value(value)
        case ("finished", .integer(let status)): self = .finished(status: Int32(truncatingIfNeeded: status))
        default: return nil
        }
    }
}
