/// The list of words that TAB shows.
struct CandidateTable {
    var candidates: [CompletionCandidate]
    var size: Terminal.Size
    var hasColor: Bool

    /// With descriptions one word a row, else as many columns as fit, filled downwards. Not more than a screenful.
    var text: String {
        let rows = max(size.rows - 2, 4)
        return candidates.contains { $0.description?.isEmpty == false } ? described(rows: rows) : columns(rows: rows)
    }

    private func described(rows: Int) -> String {
        let shown = candidates.count > rows ? candidates.prefix(rows - 1) : candidates[...]
        let room = size.columns - 1
        let names = shown.map { StyledText($0.value).visible }
        let width = min(names.map { LineLayout.width(of: $0) }.max() ?? 0, room)
        var lines: [String] = []
        for (name, candidate) in zip(names, shown) {
            let name = LineLayout.clip(name, to: width)
            let gap = width - LineLayout.width(of: name) + 2
            var description = LineLayout.clip(StyledText(candidate.description ?? "").visible, to: max(room - width - 2, 0))
            while description.last == " " { description.removeLast() }
            guard !description.isEmpty else {
                lines.append(name)
                continue
            }
            lines.append(name + String(repeating: " ", count: gap) + (hasColor ? "\u{1b}[2m\(description)\u{1b}[22m" : description))
        }
        return (lines + more(than: shown.count)).joined(separator: "\n")
    }

    private func columns(rows: Int) -> String {
        let names = candidates.map { LineLayout.clip(StyledText($0.value).visible, to: size.columns - 1) }
        let width = (names.map { LineLayout.width(of: $0) }.max() ?? 0) + 2
        let perRow = max((size.columns + 1) / width, 1)
        let shown = names.count > perRow * rows ? names.prefix(perRow * (rows - 1)) : names[...]
        let height = (shown.count + perRow - 1) / perRow
        let lines = (0..<height).map { row in
            let cells = stride(from: row, to: shown.count, by: height).map { shown[$0] }
            var line = ""
            for (index, cell) in cells.enumerated() {
                line += cell
                if index < cells.count - 1 { line += String(repeating: " ", count: width - LineLayout.width(of: cell)) }
            }
            return line
        }
        return (lines + more(than: shown.count)).joined(separator: "\n")
    }

    private func more(than shown: Int) -> [String] {
        shown < candidates.count ? ["... and \(candidates.count - shown) more"] : []
    }
}
