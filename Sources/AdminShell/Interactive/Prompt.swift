/// The prompt: which app requests go to, its active revision, and what is down.
enum Prompt {
    static func text(_ state: PromptState, usesColor: Bool) -> String {
        func colored(_ text: String, _ code: String) -> String { usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
        var text = "cloudsh"
        if state.isDisconnected { return colored("cloudsh (disconnected)", "31") + "> " }
        if let app = state.app { text += " " + colored(app, "36") + (state.revision.map { ":" + $0 } ?? "") }
        if !state.down.isEmpty { text += " " + colored("!" + state.down.joined(separator: ","), "31") }
        return text + "> "
    }
}
