/// One line of the history file: a newline inside an entry is written as `\n`, a backslash as `\\`.
enum HistoryEntry {
    static func escape(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\0": break
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    static func unescape(_ line: some StringProtocol) -> String {
        var text = ""
        var isEscaped = false
        for scalar in line.unicodeScalars {
            guard isEscaped else {
                if scalar == "\\" { isEscaped = true } else { text.unicodeScalars.append(scalar) }
                continue
            }
            isEscaped = false
            switch scalar {
            case "n": text.unicodeScalars.append("\n")
            case "r": text.unicodeScalars.append("\r")
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
