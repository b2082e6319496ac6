/// The address of an identity service: `http://host:5000/identity`.
package struct IdentityURL: Sendable, Hashable {
    package var usesTLS: Bool
    package var host: String
    package var port: Int
    /// Without a slash at its end; empty for the root.
    package var path: String

    /// - Returns: `nil` for a text that is no such address.
    package init?(_ text: String) {
        guard let mark = text.range(of: "://") else { return nil }
        switch text[..<mark.lowerBound].lowercased() {
        case "http": usesTLS = false
        case "https": usesTLS = true
        default: return nil
        }
        let rest = text[mark.upperBound...].prefix { $0 != "?" && $0 != "#" }
        var authority = rest.prefix { $0 != "/" }
        var path = rest[authority.endIndex...]
        while path.hasSuffix("/") { path.removeLast() }
        guard HeaderText.isVisible(path, atMost: 1024), !authority.contains("@") else { return nil }
        self.path = String(path)
        port = usesTLS ? 443 : 80
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = String(authority[authority.index(after: authority.startIndex)..<close])
            authority = authority[authority.index(after: close)...]
            guard authority.isEmpty || authority.hasPrefix(":") else { return nil }
        } else {
            let colon = authority.firstIndex(of: ":") ?? authority.endIndex
            host = String(authority[..<colon])
            authority = authority[colon...]
        }
        if authority.hasPrefix(":") {
            guard let number = Int(authority.dropFirst()), (1...65535).contains(number) else { return nil }
            port = number
        }
        guard !host.isEmpty, HeaderText.isVisible(host) else { return nil }
    }

    /// `host:port` as the header `Host` has it.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// The root of the API v3 below this address, whether it names a version or not.
    var version3: IdentityURL {
        var url = self
        if path.hasSuffix("/v3") { return url }
        if path.hasSuffix("/v2.0") { url.path.removeLast(5) }
        url.path += "/v3"
        return url
    }

    /// Whether both lead to one listener; the names and addresses of this host are the same.
    package func reachesSame(as other: IdentityURL) -> Bool {
        port == other.port && usesTLS == other.usesTLS && (host == other.host || isLoopback && other.isLoopback)
    }

    private var isLoopback: Bool { ["localhost", "::1", "0.0.0.0", "::"].contains(host) || host.hasPrefix("127.") }
}

extension String {
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
