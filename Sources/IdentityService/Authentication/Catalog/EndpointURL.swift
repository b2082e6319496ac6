import HTTPApplication

/// Addresses in the catalog, in which a token's project and user stand for themselves.
enum EndpointURL {
    /// Fills `$(project_id)s`, `%(tenant_id)s`, `$(user_id)s` and their like in.
    ///
    /// - Returns: `nil` when the address needs a project and there is none, or has a part that nothing stands for: such an endpoint is left
    ///   out of a catalog.
    static func fill(_ template: String, projectID: String?, userID: String) -> String? {
        guard template.utf8.contains(UInt8(ascii: "(")) else { return template }
        var result = ""
        var rest = template[...]
        while let mark = rest.firstIndex(where: { $0 == "$" || $0 == "%" }) {
            let open = rest.index(after: mark)
            guard open < rest.endIndex, rest[open] == "(" else {
                result += rest[...mark]
                rest = rest[open...]
                continue
            }
            guard let close = rest[open...].firstIndex(of: ")"), case let letter = rest.index(after: close), letter < rest.endIndex,
                rest[letter] == "s"
            else { return nil }
            let value: String? =
                switch rest[rest.index(after: open)..<close] {
                case "project_id", "tenant_id": projectID
                case "user_id": userID
                default: nil
                }
            guard let value else { return nil }
            result += rest[..<mark] + value
            rest = rest[rest.index(after: letter)...]
        }
        return result + rest
    }

    /// The address at another host of the same machine: the port stays.
    static func replaceHost(of url: String, by host: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        let old = hostPart(of: authority)
        return url[..<scheme.upperBound] + host + authority[old.endIndex...] + rest[authority.endIndex...]
    }

    /// The host that a request came to, without its port; `nil` when it is none that an address could hold.
    static func host(of request: Request) -> String? {
        let host = hostPart(of: request.host[...])
        let isLiteral = host.first == "["
        let name = isLiteral ? host.dropFirst().dropLast() : host
        let isRight =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "."), UInt8(ascii: "-"):
                    true
                case UInt8(ascii: ":"): isLiteral
                case UInt8(ascii: "_"): !isLiteral
                default: false
                }
            }
        return isRight ? String(host) : nil
    }

    /// `host` of `host:port`; an IPv6 address keeps its brackets.
    private static func hostPart(of authority: Substring) -> Substring {
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return authority[authority.startIndex..<authority.startIndex] }
            return authority[...end]
        }
        return authority.prefix { $0 != ":" }
    }
}
