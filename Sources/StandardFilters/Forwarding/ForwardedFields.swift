import NIOHTTP1

/// What the proxies in front say about the client's side of a request.
struct ForwardedFields: Equatable {
    var scheme: String?
    var host: String?
    var client: String?
    var prefix: String?

    /// Reads `Forwarded` (RFC 7239), of which the first element is the client's, or else the `X-Forwarded-...` headers.
    ///
    /// A value that cannot be part of an address is left out.
    init(_ headers: HTTPHeaders) {
        if let forwarded = HeaderText.value(headers.first(name: "Forwarded")) {
            for pair in Self.pairs(forwarded) {
                switch pair.name {
                case "proto": scheme = Self.scheme(pair.value)
                case "host": host = Self.host(pair.value)
                case "for": client = Self.address(pair.value)
                default: break
                }
            }
        } else {
            scheme = headers.first(name: "X-Forwarded-Proto").flatMap { Self.scheme(HeaderText.firstItem($0)) }
            host = headers.first(name: "X-Forwarded-Host").flatMap { Self.host(HeaderText.firstItem($0)) }
            client = headers.first(name: "X-Forwarded-For").flatMap { Self.address(HeaderText.firstItem($0)) }
        }
        prefix = headers.first(name: "X-Forwarded-Prefix").flatMap { Self.prefix(HeaderText.firstItem($0)) }
    }

    /// The pairs of the first element. Quoted values may hold `,`, `;` and `=`.
    private static func pairs(_ text: String) -> [(name: String, value: Substring)] {
        var pairs: [(name: String, value: Substring)] = []
        var start = text.startIndex
        var isQuoted = false
        func add(_ part: Substring) {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { return }
            var value = HeaderText.trimmed(pair[1])
            if value.count >= 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
            pairs.append((HeaderText.trimmed(pair[0]).lowercased(), value))
        }
        for index in text.indices {
            switch text[index] {
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted:
                add(text[start..<index])
                start = text.index(after: index)
            case "," where !isQuoted:
                add(text[start..<index])
                return pairs
            default: break
            }
        }
        add(text[start...])
        return pairs
    }

    private static func scheme(_ text: Substring) -> String? {
        let scheme = text.lowercased()
        return scheme == "http" || scheme == "https" ? scheme : nil
    }

    private static func host(_ text: Substring) -> String? {
        guard !text.isEmpty, HeaderText.isVisible(text), !text.utf8.contains(where: { "/\\@?#\"'<>&".utf8.contains($0) }) else {
            return nil
        }
        return String(text)
    }

    /// The address without its port and brackets.
    private static func address(_ text: Substring) -> String? {
        guard !text.isEmpty, HeaderText.isVisible(text, atMost: 64) else { return nil }
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : String(text)
    }

    private static func prefix(_ text: Substring) -> String? {
        guard text.first == "/", HeaderText.isVisible(text) else { return nil }
        var prefix = text
        while prefix.last == "/" { prefix.removeLast() }
        return prefix.isEmpty ? nil : String(prefix)
    }
}
