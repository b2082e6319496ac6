import CommandLanguage

extension Interpreter {
    /// Repeats a command until the task is cancelled. A failure is shown like any other output: what is watched may well come back.
    func watch(_ repetition: Statement.Repetition, _ statement: Statement) async throws(StatementFailure) {
        let pause = try seconds(repetition.interval) ?? 2
        isRepeating = true
        defer { isRepeating = false }
        var isFirst = true
        while !Task.isCancelled {
            if let size = output.terminalSize {
                await draw(
                    repetition, statement, title: "every \(Self.text(pause)) s: \(repetition.command.shown)", size, clearsScreen: isFirst)
            } else {
                await once(repetition, statement)
            }
            isFirst = false
            try? await Task.sleep(for: .seconds(pause))
        }
        throw .reported(130, "interrupted")
    }

    private func once(_ repetition: Statement.Repetition, _ statement: Statement) async {
        do throws(StatementFailure) {
            try await execute(repetition.command, judgedBy: statement.expectations)
            finish(0, "")
        } catch {
            _ = fail(error)
        }
    }

    /// Runs the command, then draws all that it printed over what was there: the screen is never empty in between.
    private func draw(
        _ repetition: Statement.Repetition, _ statement: Statement, title: String, _ size: TerminalSize, clearsScreen: Bool
    ) async {
        let terminal = output
        let screen = CollectedOutput(screenOf: terminal)
        output = screen
        await once(repetition, statement)
        output = terminal
        guard !Task.isCancelled else { return }
        let lines = [title, ""] + screen.collected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // The last row stays free: a line's end there would scroll the title away.
        let rows = lines.prefix(max(2, size.rows - 1)).map { $0 + "\u{1B}[K\n" }.joined()
        terminal.write((clearsScreen ? "\u{1B}[2J" : "") + "\u{1B}[H" + rows + "\u{1B}[J")
    }
}
