/// The segments of a path that a route's template names.
package struct Captures: Sendable, Hashable {
    let names: [String]
    let values: [Substring]

    package static let none = Captures(names: [], values: [])

    /// The segment that `{name}` captured; `nil` when the template has no such part or it was left out.
    package subscript(name: String) -> String? {
        for (index, known) in names.enumerated() where known == name { return String(values[index]) }
        return nil
    }

    /// The captures in the order in which they stand in the path.
    package var pairs: [(name: String, value: String)] { zip(names, values).map { ($0, String($1)) } }
}
