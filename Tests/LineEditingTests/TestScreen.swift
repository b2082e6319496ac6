/// As much of a terminal's screen as the editor uses.
struct TestScreen: CustomStringConvertible {
    private(set) var columns: Int
    private(set) var rows: Int
    private(set) var row = 0
    private(set) var column = 0
    private(set) var beeps = 0
    private(set) var escapes = 0
    private var cells: [[Character]]
    /// Whether a row goes on in the next one.
    private var wraps: [Bool]
    private var pending: [UInt8] = []

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: [], count: rows)
        wraps = Array(repeating: false, count: rows)
    }

    /// The rows without trailing spaces.
    var lines: [String] {
        cells.map { row in
            var text = String(row.filter { $0 != "\0" })
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// The row the cursor is in.
    var current: String { lines[row] }

    var description: String { lines.enumerated().map { "\($0.offset == row ? ">" : " ")|\($0.element)|" }.joined(separator: "\n") }

    mutating func write(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        while let length = take() { pending.removeFirst(length) }
    }

    /// Rows that belong together flow into the new width.
    mutating func resize(columns: Int, rows: Int) {
        var lines: [[Character]] = []
        var isContinued = false
        var cursor = (line: 0, offset: 0)
        for index in 0...max(row, cells.lastIndex { !$0.isEmpty } ?? 0) {
            var cells = cells[index]
            if wraps[index] || isContinued { while wraps[index], cells.count < self.columns { cells.append(" ") } }
            if !isContinued { lines.append([]) }
            if index == row { cursor = (lines.count - 1, lines[lines.count - 1].count + column) }
            lines[lines.count - 1] += cells
            isContinued = wraps[index]
        }
        (self.columns, self.rows) = (columns, rows)
        cells = Array(repeating: [], count: rows)
        wraps = Array(repeating: false, count: rows)
        var next = 0
        for (index, line) in lines.enumerated() {
            let height = max((line.count + columns - 1) / columns, 1)
            // What does not fit is left out: no test looks at it.
            for part in 0..<height where next + part < rows {
                cells[next + part] = Array(line[min(part * columns, line.count)..<min((part + 1) * columns, line.count)])
                wraps[next + part] = part < height - 1
            }
            if index == cursor.line {
                row = min(next + cursor.offset / columns, rows - 1)
                column = cursor.offset % columns
            }
            next += height
        }
    }

    /// Handles what `pending` begins with; `nil` when it is not complete.
    private mutating func take() -> Int? {
        guard let first = pending.first else { return nil }
        switch first {
        case 0x07: beeps += 1
        case 0x08: column = max(min(column, columns - 1) - 1, 0)
        case 0x09: column = min((column / 8 + 1) * 8, columns - 1)
        case 0x0a: newline()
        case 0x0d: column = 0
        case 0x1b: return takeEscape()
        case ..<0x20: break
        default:
            let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
            guard pending.count >= length else { return nil }
            put(String(decoding: pending.prefix(length), as: UTF8.self).first ?? "?")
            return length
        }
        return 1
    }

    private mutating func takeEscape() -> Int? {
        guard pending.count > 1 else { return nil }
        guard pending[1] == UInt8(ascii: "[") else { return pending[1] == UInt8(ascii: "(") ? 3 : 2 }
        guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7e).contains($0) }) else { return nil }
        let numbers = String(decoding: pending[2..<end], as: UTF8.self).split(separator: ";").map { Int($0) ?? 0 }
        let count = max(numbers.first ?? 1, 1)
        escapes += 1
        column = min(column, columns - 1)
        switch Character(Unicode.Scalar(pending[end])) {
        case "A": row = max(row - count, 0)
        case "B": row = min(row + count, rows - 1)
        case "C": column = min(column + count, columns - 1)
        case "D": column = max(column - count, 0)
        case "G": column = min(count, columns) - 1
        case "H": (row, column) = (0, 0)
        case "J": clear(from: numbers.first == 2 ? 0 : row, column: numbers.first == 2 ? 0 : column)
        case "K": cells[row].removeLast(max(cells[row].count - column, 0))
        case "P": cells[row].removeSubrange(min(column, cells[row].count)..<min(column + count, cells[row].count))
        case "@": cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: min(column, cells[row].count))
        default: break
        }
        return end + 1
    }

    private mutating func clear(from first: Int, column: Int) {
        cells[first].removeLast(max(cells[first].count - column, 0))
        for row in (first + 1)..<max(rows, first + 1) { cells[row] = [] }
        for row in first..<rows { wraps[row] = false }
    }

    private mutating func put(_ character: Character) {
        let width = character.unicodeScalars.contains { (0x1100...0xffff).contains($0.value) && $0.value > 0x2e7f } ? 2 : 1
        if column + width > columns {
            wraps[row] = true
            column = 0
            newline()
        }
        while cells[row].count < column { cells[row].append(" ") }
        let end = min(column + width, cells[row].count)
        cells[row].replaceSubrange(column..<max(end, column), with: [character] + Array(repeating: "\0", count: width - 1))
        column += width
    }

    private mutating func newline() {
        if row < rows - 1 {
            row += 1
        } else {
            cells.removeFirst()
            cells.append([])
            wraps.removeFirst()
            wraps.append(false)
        }
    }
}
