/// The arguments of a query string in their order, decoded.
package struct QueryItems: Sendable, Hashable {
    package struct Item: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var items: [Item]

    package init(_ items: [Item] = []) { self.items = items }

    /// Splits `a=1&b=2`; an argument without `=` has the empty value.
    package init(parsing query: String) {
        items = []
        guard !query.isEmpty else { return }
        // By bytes: a separator followed by a combining character is a separator all the same.
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false).map { Substring($0) }
            guard let name = pair.first else { continue }
            items.append(
                Item(
                    name: PercentEncoding.decode(name, plusIsBlank: true),
                    value: pair.count > 1 ? PercentEncoding.decode(pair[1], plusIsBlank: true) : ""))
        }
    }

    package var isEmpty: Bool { items.isEmpty }

    /// The first value of `name`.
    package func first(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// All values of `name`, in their order.
    package func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// The arguments as a query string, without `?`.
    package var encoded: String {
        items.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
    }
}
