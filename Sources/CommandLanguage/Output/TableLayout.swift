import JSONCodec

/// Draws a table with lines of `+`, `-` and `|`.
struct TableLayout {
    let text: String

    /// - Parameter width: what the lines must fit; cells are cut with `…` until they do. `nil` cuts nothing.
    init(_ table: TableValue, _ options: OutputOptions, width: Int?) {
        let cells = table.rows.map { row in row.map { $0.cellText.escapingControls() } }
        let cellWidths = cells.map { row in row.map(\.displayWidth) }
        var widths = table.columns.map { options.omitsHeaders ? 0 : $0.name.displayWidth }
        for row in cellWidths {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell) }
        }
        if let width { widths = TableLayout.fitting(widths, into: width) }
        let alignsRight = table.columns.indices.map { index in
            var isNumeric = false
            for row in table.rows {
                if row[index].isNull { continue }
                guard row[index].isNumber else { return false }
                isNumeric = true
            }
            return isNumeric
        }
        guard !widths.isEmpty else {
            text = ""
            return
        }
        let rule = "+" + widths.map { String(repeating: "-", count: $0 + 2) + "+" }.joined() + "\n"
        var lines = rule
        if !options.omitsHeaders {
            let names = table.columns.enumerated().map { index, column in
                let name = TableLayout.cell(column.name, width: widths[index], alignsRight: alignsRight[index])
                return options.usesColor ? "\u{1B}[1m\(name)\u{1B}[0m" : name
            }
            lines += "| " + names.joined(separator: " | ") + " |\n" + rule
        }
        for row in cells {
            let padded = row.enumerated().map { TableLayout.cell($1, width: widths[$0], alignsRight: alignsRight[$0]) }
            lines += "| " + padded.joined(separator: " | ") + " |\n"
        }
        if !cells.isEmpty || options.omitsHeaders { lines += rule }
        text = lines
    }

    private static func cell(_ text: String, width: Int, alignsRight: Bool) -> String {
        let cut = text.truncated(toWidth: width)
        let padding = String(repeating: " ", count: max(0, width - cut.displayWidth))
        return alignsRight ? padding + cut : cut + padding
    }

    /// The widest columns give way first; none gets narrower than a few characters, even if the line then does not fit.
    private static func fitting(_ widths: [Int], into total: Int) -> [Int] {
        let least = 4
        let available = total - 3 * widths.count - 1
        guard widths.reduce(0, +) > available else { return widths }
        var low = least
        var high = max(least, widths.max() ?? least)
        while low < high {
            let middle = (low + high + 1) / 2
            if widths.reduce(0, { $0 + min($1, middle) }) <= available { low = middle } else { high = middle - 1 }
        }
        var fitted = widths.map { min($0, low) }
        var spare = available - fitted.reduce(0, +)
        for index in widths.indices where spare > 0 && fitted[index] < widths[index] {
            fitted[index] += 1
            spare -= 1
        }
        return fitted
    }
}
