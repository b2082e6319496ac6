package import CommandLanguage

/// Live objects of a running instance for the completion of the calling shell.
package enum LiveCompletion {
    /// What an instance at `socket` knows for the request; empty when there is none or it takes too long.
    package static func candidates(for request: CompletionRequest, socket: String) -> [CompletionWord] {
        let kinds = request.wanted.filter { $0.liveName != nil }
        guard !kinds.isEmpty else { return [] }
        let (prefix, app) = (request.prefix, request.app)
        let backend = RemoteBackend(socketPath: socket, session: ShellSession(user: "completion", isInteractive: true))
        let live = Blocking.gathered(kinds, within: RemoteBackend.lookupLimit) {
            await backend.candidates(for: $0, prefix: prefix, app: app)
        }
        let words = live.map(\.completionWord)
        // Shells replace what was typed by what all candidates begin with: of several names that would be less than was typed.
        return words.count { $0.standsForName } > 1 ? words.filter { !$0.standsForName } : words
    }
}
