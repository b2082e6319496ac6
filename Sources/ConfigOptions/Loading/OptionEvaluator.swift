import INI

/// Makes values of what was given: substitutes references, converts, checks, and collects every mistake.
struct OptionEvaluator {
    private enum State {
        case waiting
        case running
        case done
        case failed
    }

    /// A text that substitution makes longer than this is refused: references can multiply.
    static let maximumLength = 64 << 10

    let catalog: OptionCatalog
    /// What was given, by the option's index in the catalog; nil where the default counts.
    let inputs: [OptionInput?]
    let host: HostFacts

    private(set) var values: [OptionValue]
    /// Whether the value is masked: the option is secret, or its value is made of a secret one's.
    private(set) var isMasked: [Bool]
    private(set) var errors: [SourceError] = []
    private var states: [State]
    /// The options that are being evaluated, each with the reference that led to the next one.
    private var path: [(index: Int, input: OptionInput, text: OptionInput.Text?, offset: Int)] = []

    init(catalog: OptionCatalog, inputs: [OptionInput?], host: HostFacts) {
        self.catalog = catalog
        self.inputs = inputs
        self.host = host
        values = Array(repeating: .unset, count: catalog.options.count)
        isMasked = catalog.options.map(\.isSecret)
        states = Array(repeating: .waiting, count: catalog.options.count)
    }

    mutating func evaluateAll() {
        for index in catalog.options.indices { evaluate(index) }
        for index in catalog.options.indices where states[index] == .done && values[index] == .unset { checkRequired(index) }
    }

    /// Evaluates one option if that has not been done.
    ///
    /// - Returns: whether it has a valid value (`unset` is valid).
    @discardableResult
    private mutating func evaluate(_ index: Int) -> Bool {
        switch states[index] {
        case .done: return true
        case .failed: return false
        case .running: return false
        case .waiting: break
        }
        states[index] = .running
        let option = catalog.options[index]
        let input = inputs[index] ?? OptionInput(texts: option.defaultValue.texts(on: host).map { .init($0) }, source: .default)
        path.append((index, input, nil, 0))
        defer { path.removeLast() }
        var texts: [String] = []
        for text in input.texts {
            guard let result = substitute(text, of: index, input) else {
                states[index] = .failed
                return false
            }
            texts.append(result)
        }
        if texts.isEmpty, inputs[index] == nil, !option.type.isMulti {
            states[index] = .done
            return true
        }
        let masked = isMasked[index]
        for (place, text) in texts.enumerated() {
            do {
                _ = option.type.isMulti ? try option.type.parse(text, quoting: quoting(masked)) : .unset
            } catch {
                report(error, option, input, input.texts[place], masked)
                states[index] = .failed
            }
        }
        guard states[index] != .failed else { return false }
        do {
            values[index] = try option.type.parse(texts, quoting: quoting(masked))
            states[index] = .done
            return true
        } catch {
            report(error, option, input, input.texts.last, masked)
            states[index] = .failed
            return false
        }
    }

    private func quoting(_ masked: Bool) -> (String) -> String {
        masked ? { _ in "" } : { "`\($0)`" }
    }

    private mutating func report(
        _ refusal: OptionRefusal, _ option: OptionDefinition, _ input: OptionInput, _ text: OptionInput.Text?, _ masked: Bool
    ) {
        errors.append(
            input.error("\(option.key) \(refusal.reason)", in: text, advice: masked ? nil : refusal.advice, isSecret: masked))
    }

    /// The text with its references replaced, or nil after a mistake has been reported.
    private mutating func substitute(_ text: OptionInput.Text, of index: Int, _ input: OptionInput) -> String? {
        guard text.text.utf8.contains(UInt8(ascii: "$")) else { return text.text }
        let option = catalog.options[index]
        var result = ""
        for part in ReferenceScanner.parts(of: text.text) {
            switch part {
            case .text(let plain): result += plain
            case .reference(let name, let offset):
                guard let target = target(of: name, in: option.group) else {
                    errors.append(unresolved(name, offset, option, input, text))
                    return nil
                }
                path[path.count - 1].text = text
                path[path.count - 1].offset = offset
                guard states[target] != .running else {
                    reportLoop(to: target)
                    return nil
                }
                guard evaluate(target) else { return nil }
                if isMasked[target] { isMasked[index] = true }
                result += Self.substitution(values[target])
            }
            guard result.utf8.count <= Self.maximumLength else {
                errors.append(
                    input.error(
                        "\(option.key) is longer than \(Self.maximumLength) bytes after substitution", in: text, isSecret: option.isSecret))
                return nil
            }
        }
        return result
    }

    /// Reports that the options from `target` to the end of the path refer to each other, at the first that somebody wrote.
    private mutating func reportLoop(to target: Int) {
        let loop = path.drop { $0.index != target }
        guard let place = loop.first(where: { $0.text?.entry != nil }) ?? loop.first(where: { $0.input.source != .default }) ?? loop.first
        else { return }
        let turned = loop.drop { $0.index != place.index } + loop.prefix { $0.index != place.index }
        let names = (turned.map(\.index) + [place.index]).map { catalog.options[$0].key.description }
        let option = catalog.options[place.index]
        errors.append(
            place.input.error(
                "\(option.key) refers to itself: \(names.joined(separator: " -> "))", in: place.text, atOffset: place.offset,
                isSecret: option.isSecret))
    }

    /// A bare name is looked up in the option's own group, then in `DEFAULT`, which cannot be named itself.
    private func target(of name: String, in group: String) -> Int? {
        guard let dot = name.firstIndex(of: ".") else {
            return catalog.index(OptionKey(name, group: group)) ?? catalog.index(OptionKey(name))
        }
        let named = name[..<dot].lowercased()
        return catalog.index(OptionKey(String(name[name.index(after: dot)...]), group: named))
    }

    private static func substitution(_ value: OptionValue) -> String {
        if case .boolean(let flag) = value { flag ? "True" : "False" } else { value.text ?? "" }
    }

    private func unresolved(
        _ name: String, _ offset: Int, _ option: OptionDefinition, _ input: OptionInput, _ text: OptionInput.Text
    ) -> SourceError {
        let isSecret = option.isSecret
        var advice = "Write `$$` for a dollar sign."
        if name.hasPrefix("DEFAULT.") {
            advice = "Options of [DEFAULT] are named without their group: `$\(name.dropFirst("DEFAULT.".count))`."
        } else if !isSecret {
            let near = catalog.options.lazy.filter { $0.group == option.group || $0.group == "DEFAULT" }.map(\.name)
            if let spelling = Spelling.nearest(to: name, in: near) { advice = "Did you mean `$\(spelling)`? " + advice }
        }
        let what = isSecret ? "an option that does not exist" : "`$\(name)`, and there is no such option"
        return input.error("\(option.key) refers to \(what)", in: text, atOffset: offset, advice: advice, isSecret: isSecret)
    }

    private mutating func checkRequired(_ index: Int) {
        let option = catalog.options[index]
        if option.traits.contains(.required) {
            let source = inputs[index] ?? OptionInput(texts: [], source: .default)
            errors.append(
                inputs[index] == nil
                    ? SourceError("\(option.key) has to be set", at: SourcePosition(file: catalog.project.rawValue, line: 0, column: 0))
                    : source.error("\(option.key) has to be set", in: source.texts.last))
        } else if option.traits.contains(.requiredWhenEnabled), let enabled = catalog.index(OptionKey("enabled", group: option.group)),
            values[enabled] == .boolean(true), let input = inputs[enabled]
        {
            errors.append(input.error("\(option.key) has to be set when `enabled` is true", in: input.texts.last))
        }
    }
}
