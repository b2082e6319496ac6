import AdminShell
import CommandLanguage
import Glibc

/// `cloudsh __complete -- WORDS...`: never starts a server, never prompts, says nothing when it fails.
enum ToolCompletion {
    static func run(_ words: [String]) -> Int32 {
        let table = CommandTable.standard
        let request = table.completeTool(words)
        // A running instance knows its live objects; without one there are none.
        var socket = StatePaths.defaultSocket
        for (word, next) in zip(words, words.dropFirst()) {
            if word == "--attach", !next.hasPrefix("-"), !next.isEmpty { socket = next }
            if word == "--state-dir" { socket = next + "/cloudsh.sock" }
        }
        for word in words.dropLast() {
            if word.hasPrefix("--attach=") { socket = String(word.dropFirst("--attach=".count)) }
            if word.hasPrefix("--state-dir=") { socket = word.dropFirst("--state-dir=".count) + "/cloudsh.sock" }
        }
        let found = LiveCompletion.candidates(for: request, socket: socket)
        print(CompletionReply.text(for: request, found: found), terminator: "")
        return 0
    }
}
