import NIOHTTP1

/// Readings of `Content-Type`.
enum MediaType {
    /// The type without its parameters, in lower case; empty when there is none.
    static func essence(of headers: HTTPHeaders) -> String {
        guard let text = headers.first(name: "Content-Type") else { return "" }
        return HeaderText.trimmed(Substring(text.utf8.prefix { $0 != UInt8(ascii: ";") })).lowercased()
    }

    static func isXML(_ essence: String) -> Bool {
        essence == "application/xml" || essence == "text/xml" || essence.hasSuffix("+xml")
    }
}
