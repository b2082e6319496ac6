/// The prompt: which app requests go to and its active revision, then all that is not as it should stay.
enum Prompt {
    static func text(_ state: PromptState, usesColor: Bool) -> String {
        func colored(_ text: String, _ code: String) -> String { usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
        var text = "cloudsh"
        if state.isDisconnected { return colored("cloudsh (disconnected)", "31") + "> " }
        if let app = state.app { text += " " + colored(app, "36") + (state.revision.map { ":" + $0 } ?? "") }
        if state.isUnsaved { text += "*" }
        if let seconds = state.secondsToConfirm { text += colored("?\(seconds)s", "33") }
        if state.isInTransaction { text += colored("(tx)", "33") }
        for fault in state.faults { text += " " + colored("!" + fault, "31") }
        if !state.down.isEmpty { text += " " + colored("!" + state.down.joined(separator: ","), "31") }
        return text + "> "
    }
}
