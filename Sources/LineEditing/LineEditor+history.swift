import CLibedit

extension LineEditor {
    /// Gives libedit what this and other sessions have entered since the last time.
    func loadHistory() {
        guard let history else { return }
        do throws(HistoryFailure) {
            try history.refresh()
        } catch {
            report(error)
        }
        let news = history.entries(after: historyPosition)
        if !news.isContinuation { _ = cledit_history_clear(libeditHistory) }
        for entry in news.entries { _ = cledit_history_enter(libeditHistory, entry) }
        historyPosition = news.end
    }

    func record(_ text: String) {
        guard let history else { return }
        do throws(HistoryFailure) {
            try history.record(text)
        } catch {
            report(error)
        }
    }

    /// Once is enough: the shell works without a history.
    private func report(_ failure: HistoryFailure) {
        guard !hasReportedHistory else { return }
        hasReportedHistory = true
        inbox.post(notice: "\(failure)")
    }
}
