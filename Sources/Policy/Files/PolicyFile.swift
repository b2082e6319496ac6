package import INI
import Yams

/// A file of rules, YAML or JSON: a mapping of names to rules.
package struct PolicyFile: Sendable {
    /// Where a piece of text stands in a file.
    package struct Place: Sendable {
        var position: SourcePosition
        var line: String
        /// The text itself, when it stands in the file as it is: then every character of it has a place of its own.
        var verbatim: String?

        func error(
            _ message: String, offset: Int = 0, advice: String? = nil, severity: SourceError.Severity = .error
        ) -> SourceError {
            var column = position.column
            if let verbatim { column += min(offset, verbatim.count) }
            return SourceError(
                message, at: SourcePosition(file: position.file, line: position.line, column: column), sourceLine: line, advice: advice,
                severity: severity)
        }
    }

    package private(set) var overrides: [RuleOverride] = []
    package private(set) var errors: [SourceError] = []
    private let name: String
    private let lines: [Substring]

    /// Reads the text of a file; what is wrong with it is in ``errors``.
    package init(_ text: String, name: String) {
        self.name = name
        lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        if let error = excess(in: text) {
            errors = [error]
            return
        }
        do {
            guard let root = try Yams.compose(yaml: text), !Self.isNull(root) else { return }
            guard case .mapping(let mapping) = root else {
                errors = [place(root).error("the file is no mapping of names to rules")]
                return
            }
            for (key, value) in mapping { read(key, value) }
        } catch let error as YamlError {
            errors = [sourceError(error)]
        } catch {
            errors = [SourceError("\(error)", at: SourcePosition(file: name, line: 0, column: 0))]
        }
    }

    /// Rules nest two lists in a mapping. Text with far more brackets is no file of rules, and would cost the parser's stack.
    private func excess(in text: String) -> SourceError? {
        for (index, line) in lines.enumerated() {
            var depth = 0
            for byte in line.utf8 {
                switch byte {
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
                default: continue
                }
                if depth > 32 {
                    return SourceError("the text is nested too deeply", at: SourcePosition(file: name, line: index + 1, column: 1))
                }
            }
        }
        return nil
    }

    private static func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private mutating func read(_ key: Node, _ value: Node) {
        guard case .scalar(let scalar) = key, !scalar.string.isEmpty else {
            errors.append(place(key).error("the name of a rule is text"))
            return
        }
        if Self.isNull(value) {
            errors.append(
                place(key).error(
                    "the rule '\(scalar.string)' has no text", advice: "Write \"@\" to allow everybody, \"!\" to allow nobody."))
            return
        }
        guard let check = check(value) else { return }
        overrides.append(RuleOverride(name: scalar.string, position: place(key).position, check: check, source: place(value)))
    }

    /// - Returns: `nil` after a mistake, which is in ``errors`` then.
    private mutating func check(_ node: Node) -> ParsedCheck? {
        switch node {
        case .scalar(let scalar):
            do { return try ParsedCheck(scalar.string) } catch {
                errors.append(place(node).error(error.message, offset: error.offset, advice: error.advice))
                return nil
            }
        case .sequence(let lists):
            let alternatives = lists.map { list -> [ParsedCheck?] in
                guard case .sequence(let checks) = list else { return [single(list)] }
                return checks.map { single($0) }
            }
            guard alternatives.allSatisfy({ $0.allSatisfy { $0 != nil } }) else { return nil }
            return ParsedCheck(anyOf: alternatives.map { $0.compactMap(\.self) })
        default:
            errors.append(place(node).error("a rule is text, or a list of lists of checks"))
            return nil
        }
    }

    /// One check of the older form with lists; names that it mentions are looked up here, as each has a place of its own.
    private mutating func single(_ node: Node) -> ParsedCheck? {
        guard case .scalar = node else {
            errors.append(place(node).error("a list of checks has nothing but text in it"))
            return nil
        }
        return check(node)
    }

    // MARK: places

    private func place(_ node: Node) -> Place {
        guard let mark = node.mark else {
            return Place(position: SourcePosition(file: name, line: 0, column: 0), line: "")
        }
        var place = place(mark)
        guard case .scalar(let scalar) = node else { return place }
        let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        let rest = place.line.dropFirst(place.position.column - 1 + (isQuoted ? 1 : 0))
        guard scalar.style != .literal, scalar.style != .folded, rest.hasPrefix(scalar.string) else { return place }
        if isQuoted {
            let start = place.position
            place.position = SourcePosition(file: start.file, line: start.line, column: start.column + 1)
        }
        place.verbatim = scalar.string
        return place
    }

    /// Marks count Unicode scalars, positions count characters.
    private func place(_ mark: Mark) -> Place {
        let line = mark.line > 0 && mark.line <= lines.count ? String(lines[mark.line - 1]) : ""
        let before = String(String.UnicodeScalarView(line.unicodeScalars.prefix(max(mark.column - 1, 0))))
        return Place(position: SourcePosition(file: name, line: mark.line, column: before.count + 1), line: line)
    }

    private func sourceError(_ error: YamlError) -> SourceError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            place(mark).error("this is no YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            duplicate(duplicates.sorted(), context)
        case .reader(let problem, _, _, _): SourceError("this is no YAML: \(problem)", at: SourcePosition(file: name, line: 0, column: 0))
        default: SourceError("this is no YAML: \(error)", at: SourcePosition(file: name, line: 0, column: 0))
        }
    }

    private func duplicate(_ names: [String], _ context: YamlError.Context) -> SourceError {
        place(context.mark).error("names are there twice: \(names.joined(separator: ", "))")
    }
}
