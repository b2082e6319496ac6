/// What a person would leave behind who leaves the shell now.
enum Departure {
    /// - Parameter endsServices: whether the services end with the shell.
    /// - Returns: what it is, for telling one from another, and how to warn of it; `nil` when nothing is.
    static func loss(_ state: PromptState, endsServices: Bool) -> (what: String, warning: String)? {
        if state.isInTransaction {
            return (
                "transaction",
                "A transaction is open; leaving aborts it. Commit it with transaction commit, or give the command to leave again."
            )
        }
        guard let seconds = state.secondsToConfirm, state.holdsSwap || endsServices else { return nil }
        let fate = endsServices ? "the next start lands on the last confirmed revision" : "it is undone in \(seconds) s"
        return ("swap", "A switch is not confirmed: \(fate). Keep it with pipeline confirm, or give the command to leave again.")
    }
}
