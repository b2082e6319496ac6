/// The version of an RPC interface: methods are added with the minor, broken with the major.
package struct RPCVersion: Sendable, Hashable {
    package var major: Int
    package var minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// `1.13`, or `1` for `1.0`; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let major = Int(first), major >= 0 else { return nil }
        var minor = 0
        if parts.count == 2 {
            guard let last = parts.last, let number = Int(last), number >= 0 else { return nil }
            minor = number
        }
        self.init(major, minor)
    }

    /// Whether a server of this version can serve a caller that asks for `requested`.
    package func serves(_ requested: RPCVersion) -> Bool { major == requested.major && minor >= requested.minor }
}

extension RPCVersion: CustomStringConvertible {
    package var description: String { "\(major).\(minor)" }
}
