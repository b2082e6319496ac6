/// Who asks for a change: the person, and the shell session in which it was asked for.
package struct SwapCaller: Sendable, Hashable {
    /// `user@host`.
    package var user: String
    /// Opaque: an embedded shell, each attached shell and each batch is a session of its own.
    package var session: String

    package init(user: String, session: String) {
        self.user = user
        self.session = session
    }

    /// The configuration that the process was started with.
    static let configuration = SwapCaller(user: "configuration", session: "")
}
