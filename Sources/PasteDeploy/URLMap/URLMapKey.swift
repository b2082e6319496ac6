/// What an entry of a urlmap matches: a path, and perhaps a domain with or without a port.
package struct URLMapKey: Sendable, Hashable, CustomStringConvertible {
    /// Why a text is no path expression.
    struct Mistake: Error {
        let message: String

        /// The number of characters before the word that is wrong.
        let offset: Int
    }

    /// `host` or `host:port` in lower case; nil for any host.
    package let domain: String?

    /// The path without a slash at its end: empty for all paths.
    package let path: String

    package init(domain: String? = nil, path: String) {
        self.domain = domain?.lowercased()
        var normalized = Self.collapsingSlashes(path)
        while normalized.last == "/" { normalized.removeLast() }
        self.path = normalized
    }

    /// Reads `/path`, `domain NAME /path` or `domain NAME port N /path`.
    init(parsing expression: String) throws(Mistake) {
        var domain: String?
        var port: String?
        var path: String?
        var words = Self.words(expression)[...]
        while let word = words.popFirst() {
            switch word.text {
            case "domain", "port":
                guard let value = words.popFirst() else {
                    throw Mistake(message: "`\(word.text)` needs a value after it", offset: word.offset)
                }
                if word.text == "domain" {
                    guard domain == nil else { throw Mistake(message: "`domain` is given twice", offset: word.offset) }
                    domain = value.text
                } else {
                    guard port == nil else { throw Mistake(message: "`port` is given twice", offset: word.offset) }
                    guard UInt16(value.text) != nil else {
                        throw Mistake(message: "`\(value.text)` is no port number", offset: value.offset)
                    }
                    port = value.text
                }
            default:
                guard path == nil else { throw Mistake(message: "`\(word.text)` is a second path", offset: word.offset) }
                guard word.text.hasPrefix("/") else {
                    throw Mistake(message: "the path `\(word.text)` does not start with `/`", offset: word.offset)
                }
                path = word.text
            }
        }
        if port != nil, domain == nil { throw Mistake(message: "a port needs a domain before it", offset: 0) }
        self.init(domain: domain.map { $0 + (port.map { ":" + $0 } ?? "") }, path: path ?? "")
    }

    /// The key as it would be written in a file.
    package var description: String {
        let shownPath = path.isEmpty ? "/" : path
        guard let domain else { return shownPath }
        let parts = domain.split(separator: ":", maxSplits: 1)
        return "domain \(parts.first ?? "")" + (parts.count > 1 ? " port \(parts[1])" : "") + " " + shownPath
    }

    static func collapsingSlashes(_ path: String) -> String {
        var result: [UInt8] = []
        for byte in path.utf8 where byte != UInt8(ascii: "/") || result.last != byte { result.append(byte) }
        return String(decoding: result, as: UTF8.self)
    }

    private static func words(_ text: String) -> [(text: String, offset: Int)] {
        var words: [(text: String, offset: Int)] = []
        var previousIsBlank = true
        for (offset, character) in text.enumerated() {
            if character.isWhitespace {
                previousIsBlank = true
            } else if previousIsBlank {
                words.append((String(character), offset))
                previousIsBlank = false
            } else {
                words[words.count - 1].text.append(character)
            }
        }
        return words
    }
}
