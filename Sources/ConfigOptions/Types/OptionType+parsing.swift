import INI

extension OptionType {
    /// Converts a text as it would stand in a file.
    package func value(of text: String) throws(OptionRefusal) -> OptionValue { try parse(text) }

    /// Converts a text as oslo.config converts the text of a file.
    ///
    /// - Parameter quoting: how a refused text is shown in the refusal; secret options show none of it.
    func parse(_ text: String, quoting: (String) -> String = { "`\($0)`" }) throws(OptionRefusal) -> OptionValue {
        switch self {
        case .string: return .string(try parseString(text, quoting))
        case .boolean:
            switch text.lowercased() {
            case "true", "1", "yes", "on": return .boolean(true)
            case "false", "0", "no", "off": return .boolean(false)
            default: throw refusal(text, quoting)
            }
        case .integer(let minimum, let maximum, let choices):
            let value = try parseInteger(text, minimum, maximum, quoting)
            guard case .integer(let number) = value, !choices.isEmpty, !choices.contains(number) else { return value }
            throw refusal(text, quoting)
        case .port: return try parseInteger(text, 0, 65535, quoting)
        case .number(let minimum, let maximum): return try parseNumber(text, minimum, maximum, quoting)
        case .list(let item, let bounded): return .list(try parseItems(text, item, bounded, quoting))
        case .dictionary: return .dictionary(try parsePairs(text, quoting))
        case .multi(let item): return .list([try item.parse(text, quoting: quoting).text ?? ""])
        case .ipAddress:
            guard NetworkName.isIPAddress(text) else { throw refusal(text, quoting) }
            return .string(text)
        case .hostName:
            guard NetworkName.isHostName(text, allowingUnderscore: false) else { throw refusal(text, quoting) }
            return .string(text)
        case .hostAddress, .hostDomain:
            guard NetworkName.isIPAddress(text) || NetworkName.isHostName(text, allowingUnderscore: self == .hostDomain) else {
                throw refusal(text, quoting)
            }
            return .string(text)
        case .uri(let schemes, let length):
            guard let scheme = NetworkName.scheme(ofURI: text), schemes.isEmpty || schemes.contains(scheme), text.count <= length ?? .max
            else { throw refusal(text, quoting) }
            return .string(text)
        }
    }

    /// Converts all the values of an option: each of a multi option's, the last of any other's.
    func parse(_ texts: [String], quoting: (String) -> String = { "`\($0)`" }) throws(OptionRefusal) -> OptionValue {
        guard case .multi(let item) = self else {
            guard let last = texts.last else { return .unset }
            return try parse(last, quoting: quoting)
        }
        var values: [String] = []
        for text in texts {
            values.append(try item.parse(text, quoting: quoting).text ?? "")
        }
        return .list(values)
    }

    private func refusal(_ text: String, _ quoting: (String) -> String) -> OptionRefusal {
        let shown = quoting(text)
        return OptionRefusal("must be \(requirement)" + (shown.isEmpty ? "" : ", not \(shown)"))
    }

    private static func named(_ what: String, _ shown: String) -> String { shown.isEmpty ? "one \(what)" : "the \(what) \(shown)" }

    private func parseString(_ text: String, _ quoting: (String) -> String) throws(OptionRefusal) -> String {
        guard case .string(let choices, let ignoringCase, let length, let pattern) = self else { return text }
        if !choices.isEmpty {
            let wanted = ignoringCase ? text.lowercased() : text
            guard !choices.contains(where: { (ignoringCase ? $0.lowercased() : $0) == wanted }) else { return text }
            let plain = refusal(text, quoting)
            throw OptionRefusal(plain.reason, advice: Spelling.advice(for: text, in: choices))
        }
        if let length, text.count > length {
            throw OptionRefusal("must be \(requirement), and has \(text.count)")
        }
        if let pattern, !Self.matches(text, pattern) { throw refusal(text, quoting) }
        return text
    }

    /// The expression is compiled here, when a value is checked, and not when options are declared.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return false }
        return (try? expression.firstMatch(in: text)) != nil
    }

    private func parseInteger(
        _ text: String, _ minimum: Int?, _ maximum: Int?, _ quoting: (String) -> String
    ) throws(OptionRefusal) -> OptionValue {
        guard let digits = Self.digits(text) else { return .unset }
        guard Self.isInteger(digits) else { throw refusal(text, quoting) }
        let bare = digits.filter { $0 != "_" }
        guard let number = Int(bare) else {
            let bound = bare.hasPrefix("-") ? "at least \(minimum ?? .min)" : "at most \(maximum ?? .max)"
            throw OptionRefusal("must be \(bound), not \(bare)")
        }
        if let minimum, number < minimum { throw OptionRefusal("must be at least \(minimum), not \(number)") }
        if let maximum, number > maximum { throw OptionRefusal("must be at most \(maximum), not \(number)") }
        return .integer(number)
    }

    private func parseNumber(
        _ text: String, _ minimum: Double?, _ maximum: Double?, _ quoting: (String) -> String
    ) throws(OptionRefusal) -> OptionValue {
        guard let digits = Self.digits(text) else { return .unset }
        let plain = digits.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                true
            default: false
            }
        }
        guard plain, let number = Double(digits), number.isFinite else { throw refusal(text, quoting) }
        if let minimum, number < minimum { throw OptionRefusal("must be at least \(minimum), not \(number)") }
        if let maximum, number > maximum { throw OptionRefusal("must be at most \(maximum), not \(number)") }
        return .number(number)
    }

    /// The text without blanks around it, or nil when nothing is left.
    private static func digits(_ text: String) -> String? {
        let trimmed = text.trimmed
        return trimmed.isEmpty ? nil : trimmed
    }

    /// Whether Python's `int` would read it: a sign, decimal digits, single underscores between digits.
    private static func isInteger(_ text: String) -> Bool {
        var digitBefore = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digitBefore = true
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                guard index == 0 else { return false }
            case UInt8(ascii: "_"):
                guard digitBefore else { return false }
                digitBefore = false
            default: return false
            }
        }
        return digitBefore
    }

    private func parseItems(
        _ text: String, _ item: OptionType, _ bounded: Bool, _ quoting: (String) -> String
    ) throws(OptionRefusal) -> [String] {
        var rest = text.trimmed[...]
        if bounded {
            guard rest.count >= 2, rest.hasPrefix("["), rest.hasSuffix("]") else { throw refusal(text, quoting) }
            rest = rest.dropFirst().dropLast()
        }
        if rest.hasSuffix(",") { rest = rest.dropLast() }
        guard !rest.isEmpty else { return [] }
        var items: [String] = []
        for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
            let value = String(part).trimmed
            do {
                items.append(try item.parse(value, quoting: quoting).text ?? "")
            } catch {
                throw OptionRefusal("must be \(requirement); \(Self.named("item", quoting(value))) is not", advice: error.advice)
            }
        }
        return items
    }

    private func parsePairs(_ text: String, _ quoting: (String) -> String) throws(OptionRefusal) -> [OptionValue.Pair] {
        var pairs: [OptionValue.Pair] = []
        let whole = text.trimmed
        guard !whole.isEmpty else { return [] }
        for part in whole.split(separator: ",", omittingEmptySubsequences: false) {
            guard let colon = part.firstIndex(of: ":") else {
                throw OptionRefusal("must be \(requirement); \(Self.named("pair", quoting(String(part).trimmed))) has no colon")
            }
            let key = String(part[..<colon]).trimmed
            guard !key.isEmpty else {
                throw OptionRefusal("must be \(requirement); \(Self.named("pair", quoting(String(part).trimmed))) has no key")
            }
            guard !pairs.contains(where: { $0.key == key }) else { throw OptionRefusal("has \(Self.named("key", quoting(key))) twice") }
            pairs.append(OptionValue.Pair(key: key, value: String(part[part.index(after: colon)...]).trimmed))
        }
        return pairs
    }
}

extension String {
    /// The text without the white space at both ends.
    var trimmed: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
