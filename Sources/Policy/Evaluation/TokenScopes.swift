/// What tokens may be for.
package struct TokenScopes: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let system = TokenScopes(rawValue: 1)
    package static let domain = TokenScopes(rawValue: 2)
    package static let project = TokenScopes(rawValue: 4)

    private static let all: [(name: String, scope: TokenScopes)] = [("system", .system), ("domain", .domain), ("project", .project)]

    package var names: [String] { Self.all.filter { contains($0.scope) }.map(\.name) }

    /// - Returns: `nil` when one of the names is none.
    package init?(names: some Sequence<Substring>) {
        self = []
        for name in names {
            guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
            insert(known.scope)
        }
    }
}
