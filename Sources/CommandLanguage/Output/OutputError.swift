/// Why a value cannot be printed as asked.
package enum OutputError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownColumn(String, known: [String])

    package var description: String {
        switch self {
        case .unknownColumn(let name, let known):
            let nearest = Spelling.suggestions(for: name, among: known)
            let hint = nearest.first.map { " (did you mean '\($0)'?)" } ?? ""
            return "unknown column '\(name)'\(hint): the columns are \(known.joined(separator: ", "))"
        }
    }
}
