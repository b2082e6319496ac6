/// What values an option takes, as oslo.config's `types` state it.
package indirect enum OptionType: Sendable, Hashable {
    /// Any text; with `choices`, one of them; with `pattern`, one that the regular expression matches as a whole.
    case string(choices: [String] = [], ignoringCase: Bool = false, maximumLength: Int? = nil, pattern: String? = nil)
    case boolean
    case integer(minimum: Int? = nil, maximum: Int? = nil, choices: [Int] = [])
    case number(minimum: Double? = nil, maximum: Double? = nil)
    case port
    /// Items between commas; `bounded` wants brackets around them.
    case list(of: OptionType = .string(), bounded: Bool = false)
    /// `key:value` pairs between commas.
    case dictionary
    /// An option that may be given several times; all values count.
    case multi(of: OptionType = .string())
    case ipAddress
    case hostName
    /// An IP address or a host name.
    case hostAddress
    /// An IP address or a host name that may have underscores.
    case hostDomain
    case uri(schemes: [String] = [], maximumLength: Int? = nil)

    package var isMulti: Bool {
        if case .multi = self { true } else { false }
    }

    /// The choices of a string, of a number or of the items of a list; empty when any text will do.
    package var choices: [String] {
        switch self {
        case .string(let choices, _, _, _): choices
        case .list(let item, _), .multi(let item): item.choices
        case .boolean: ["true", "false"]
        case .integer(_, _, let choices): choices.map(\.description)
        default: []
        }
    }

    /// The smallest and the largest value as text, where the type has them.
    package var bounds: (minimum: String?, maximum: String?) {
        switch self {
        case .integer(let minimum, let maximum, _): (minimum.map(String.init), maximum.map(String.init))
        case .number(let minimum, let maximum): (minimum?.description, maximum?.description)
        case .port: ("0", "65535")
        default: (nil, nil)
        }
    }

    /// The short name that samples and `config show` print: `integer`, `port`, `comma-separated list`.
    package var name: String {
        switch self {
        case .string: "string"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "floating point"
        case .port: "port"
        case .list: "list"
        case .dictionary: "dict"
        case .multi: "multi valued"
        case .ipAddress: "IP address"
        case .hostName: "host name"
        case .hostAddress: "host address"
        case .hostDomain: "host domain"
        case .uri: "URI"
        }
    }

    /// What a value has to be, to follow "must be".
    package var requirement: String {
        switch self {
        case .string(let choices, _, let length, let pattern):
            if !choices.isEmpty {
                "one of " + choices.map { $0.isEmpty ? "(empty)" : $0 }.joined(separator: ", ")
            } else if let pattern {
                "a text that matches \(pattern)"
            } else if let length {
                "a text of at most \(length) characters"
            } else {
                "a text"
            }
        case .boolean: "a boolean (true, yes, on, 1 or false, no, off, 0)"
        case .integer(let minimum, let maximum, let choices):
            choices.isEmpty
                ? Self.range("an integer", minimum?.description, maximum?.description)
                : "one of " + choices.map(\.description).joined(separator: ", ")
        case .number(let minimum, let maximum): Self.range("a number", minimum?.description, maximum?.description)
        case .port: "a port number (0 to 65535)"
        case .list(let item, let bounded):
            (bounded ? "a list in brackets of items between commas" : "a list of items between commas")
                + (item.choices.isEmpty ? "" : ", each \(item.requirement)")
        case .dictionary: "a list of key:value pairs between commas"
        case .multi(let item): item.requirement
        case .ipAddress: "an IP address"
        case .hostName: "a host name"
        case .hostAddress: "a host name or an IP address"
        case .hostDomain: "a host or domain name or an IP address"
        case .uri(let schemes, let length):
            "a URI (" + (schemes.isEmpty ? "scheme" : schemes.joined(separator: " or ")) + "://host...)"
                + (length.map { " of at most \($0) characters" } ?? "")
        }
    }

    private static func range(_ what: String, _ minimum: String?, _ maximum: String?) -> String {
        switch (minimum, maximum) {
        case (let minimum?, let maximum?): "\(what) between \(minimum) and \(maximum)"
        case (let minimum?, nil): "\(what) of at least \(minimum)"
        case (nil, let maximum?): "\(what) of at most \(maximum)"
        case (nil, nil): what
        }
    }
}
