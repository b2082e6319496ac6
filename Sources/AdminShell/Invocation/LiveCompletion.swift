package import CommandLanguage
import Dispatch

/// Live objects of a running instance for the completion of the calling shell.
package enum LiveCompletion {
    /// What an instance at `socket` knows for the request; empty when there is none or it takes too long.
    package static func candidates(for request: CompletionRequest, socket: String) -> [CompletionWord] {
        let kinds = request.wanted.filter { $0.liveName != nil }
        guard !kinds.isEmpty else { return [] }
        let prefix = request.prefix
        let backend = RemoteBackend(socketPath: socket, user: "completion")
        let live = Blocking.value(within: .milliseconds(250)) { () async -> [LiveCandidate] in
            var found: [LiveCandidate] = []
            for kind in kinds { found += await backend.candidates(for: kind, prefix: prefix) }
            return found
        }
        let words = (live ?? []).map(\.completionWord)
        // Shells replace what was typed by what all candidates begin with: of several names that would be less than was typed.
        return words.count { $0.standsForName } > 1 ? words.filter { !$0.standsForName } : words
    }
}
