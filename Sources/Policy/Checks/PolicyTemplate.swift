package import JSONCodec

/// Text with values of the target in it: `%(project_id)s`.
package enum PolicyTemplate: Sendable, Hashable {
    case text(String)
    case key(String)
    case parts([Part])

    package enum Part: Sendable, Hashable {
        case text(String)
        case key(String)
    }

    /// What is wrong with a template.
    struct Malformed: Error {
        var message: String
    }

    /// - Throws: ``Malformed``: `%` begins something else than `%(NAME)s` or `%%`.
    init(parsing source: Substring) throws(Malformed) {
        guard source.utf8.contains(UInt8(ascii: "%")) else {
            self = .text(String(source))
            return
        }
        var parts: [Part] = []
        var text = ""
        var rest = source
        while let character = rest.popFirst() {
            guard character == "%" else {
                text.append(character)
                continue
            }
            if rest.first == "%" {
                rest.removeFirst()
                text.append("%")
                continue
            }
            guard rest.first == "(", let end = rest.firstIndex(of: ")"), rest.index(after: end) < rest.endIndex,
                rest[rest.index(after: end)] == "s"
            else { throw Malformed(message: "'%' begins neither %(NAME)s nor %% in '\(source)'") }
            let key = rest[rest.index(after: rest.startIndex)..<end]
            guard !key.isEmpty else { throw Malformed(message: "%()s names nothing of the target") }
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            parts.append(.key(String(key)))
            rest = rest[rest.index(end, offsetBy: 2)...]
        }
        if !text.isEmpty { parts.append(.text(text)) }
        switch parts.first {
        case .key(let key)? where parts.count == 1: self = .key(key)
        case .text(let text)? where parts.count == 1: self = .text(text)
        default: self = .parts(parts)
        }
    }

    /// The text, when it is the same for every target.
    package var constant: String? { if case .text(let text) = self { text } else { nil } }

    /// The text for a target; `nil` when the target lacks a value that it needs.
    package func text(for target: any RuleTarget) -> String? {
        switch self {
        case .text(let text): return text
        case .key(let key): return target.value(key)?.ruleText
        case .parts(let parts):
            var result = ""
            for part in parts {
                switch part {
                case .text(let text): result += text
                case .key(let key):
                    guard let text = target.value(key)?.ruleText else { return nil }
                    result += text
                }
            }
            return result
        }
    }
}

extension PolicyTemplate: CustomStringConvertible {
    package var description: String {
        switch self {
        case .text(let text): Self.escaped(text)
        case .key(let key): "%(\(key))s"
        case .parts(let parts):
            parts.map { part in
                switch part {
                case .text(let text): Self.escaped(text)
                case .key(let key): "%(\(key))s"
                }
            }.joined()
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "%")) ? text.map { $0 == "%" ? "%%" : String($0) }.joined() : text
    }
}

extension JSONValue {
    /// The value as rules compare it: as Python writes it.
    package var ruleText: String {
        switch self {
        case .string(let text): text
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        default: description
        }
    }
}
