/// The methods of authentication that are allowed, `[auth] methods`; their order gives each its bit in a Fernet token.
package struct AuthenticationMethods: Sendable, Hashable {
    package let names: [String]

    package static let standard = AuthenticationMethods([
        "external", "password", "token", "oauth1", "mapped", "application_credential", "ec2credential",
    ])

    /// - Parameter names: without repetitions; beyond the 60th they are not allowed.
    package init(_ names: [String]) { self.names = Array(names.prefix(60)) }

    package func contains(_ name: String) -> Bool { names.contains(name) }

    /// The sum of the methods' bits; `nil` when one is not allowed.
    func mask(_ methods: [String]) -> Int? {
        var mask = 0
        for method in methods {
            guard let index = names.firstIndex(of: method) else { return nil }
            mask |= 1 << index
        }
        return mask
    }

    /// The methods of a sum of bits; `nil` when a bit has no method.
    func methods(_ mask: Int) -> [String]? {
        guard mask >= 0, mask < 1 << names.count else { return nil }
        return names.indices.filter { mask & 1 << $0 != 0 }.map { names[$0] }
    }
}
