extension Lexer {
    /// Collects a word's segments; neighbouring literals become one.
    private struct Builder {
        var segments: [Word.Segment] = []
        var text = String.UnicodeScalarView()
        var isQuoted = false

        mutating func append(_ scalar: Unicode.Scalar) { text.append(scalar) }

        mutating func append(_ reference: VariableReference, _ insertion: Word.Insertion) {
            flush()
            segments.append(.variable(reference, insertion))
        }

        mutating func flush() {
            if !text.isEmpty { segments.append(.literal(String(text))) }
            text = String.UnicodeScalarView()
        }
    }

    /// Reads one word; the current character starts one.
    mutating func readWord() -> Word {
        let start = index
        var builder = Builder()
        scan: while let scalar = current {
            switch scalar {
            case _ where scalar.isBlankOrNewline: break scan
            case ";", "|", ">": break scan
            case "'": readSingleQuoted(into: &builder)
            case "\"": readDoubleQuoted(into: &builder)
            case "\\": readEscape(into: &builder)
            case "$": readVariable(.plain, into: &builder)
            case "{", "[":
                let previous = index == start ? nil : source.scalar(at: index - 1)
                if previous == nil || previous == "=" {
                    readJSON(into: &builder)
                } else {
                    builder.append(scalar)
                    index += 1
                }
            default:
                builder.append(scalar)
                index += 1
            }
        }
        builder.flush()
        return Word(segments: builder.segments, isQuoted: builder.isQuoted, range: source.range(start..<index))
    }

    /// Reads one quoted stretch as a word of its own.
    mutating func readQuoted() -> Word {
        let start = index
        var builder = Builder()
        if current == "'" { readSingleQuoted(into: &builder) } else { readDoubleQuoted(into: &builder) }
        builder.flush()
        return Word(segments: builder.segments, isQuoted: true, range: source.range(start..<index))
    }

    /// Reads one inline JSON body as a word of its own.
    mutating func readJSONBody() -> Word {
        let start = index
        var builder = Builder()
        readJSON(into: &builder)
        builder.flush()
        return Word(segments: builder.segments, range: source.range(start..<index))
    }

    private mutating func readEscape(into builder: inout Builder) {
        if let length = continuationLength {
            advance(length)
            if index >= source.count { opening = opening ?? .continuation }
            return
        }
        builder.isQuoted = true
        if let following { builder.append(following) }
        advance(2)
    }

    private mutating func readSingleQuoted(into builder: inout Builder) {
        let start = index
        builder.isQuoted = true
        index += 1
        while let scalar = current {
            index += 1
            if scalar == "'" { return }
            builder.append(scalar)
        }
        reportOpen(.singleQuote, at: start, "unclosed '")
    }

    private mutating func readDoubleQuoted(into builder: inout Builder) {
        let start = index
        builder.isQuoted = true
        index += 1
        while let scalar = current {
            switch scalar {
            case "\"":
                index += 1
                return
            case "\\":
                if let length = continuationLength {
                    advance(length)
                } else if let following, following == "\"" || following == "\\" || following == "$" || following == "`" {
                    builder.append(following)
                    advance(2)
                } else {
                    builder.append(scalar)
                    index += 1
                }
            case "$": readVariable(.plain, into: &builder)
            default:
                builder.append(scalar)
                index += 1
            }
        }
        reportOpen(.doubleQuote, at: start, "unclosed \"")
    }

    /// Reads an inline JSON body up to the bracket that closes it: blanks, newlines and quotes belong to it; variables are replaced in it, `\$` is a
    /// dollar sign.
    private mutating func readJSON(into builder: inout Builder) {
        let start = index
        var depth = 0
        var isInString = false
        while let scalar = current {
            switch scalar {
            case "\\" where following == "$":
                builder.append("$")
                advance(2)
                continue
            case "\\" where isInString:
                builder.append(scalar)
                if let following { builder.append(following) }
                advance(2)
                continue
            case "$":
                readVariable(isInString ? .jsonString : .jsonValue, into: &builder)
                continue
            case "\"": isInString.toggle()
            case "{" where !isInString, "[" where !isInString: depth += 1
            case "}" where !isInString, "]" where !isInString: depth -= 1
            default: break
            }
            builder.append(scalar)
            index += 1
            if depth == 0 { return }
        }
        let scalar = source.scalar(at: start) ?? "{"
        reportOpen(.json, at: start, "unclosed '\(scalar)'")
    }

    private mutating func readVariable(_ insertion: Word.Insertion, into builder: inout Builder) {
        if let reference = readVariableReference() {
            builder.append(reference, insertion)
        } else {
            builder.append("$")
            index += 1
        }
    }

    /// Reads `$NAME`, `$?` or `${...}`; `nil`, and nothing read, when the `$` here starts none.
    mutating func readVariableReference(depth: Int = 0) -> VariableReference? {
        let start = index
        if following == "?" {
            advance(2)
            return VariableReference(name: "?", range: source.range(start..<index))
        }
        if let first = following, first.isNameStart {
            index += 1
            let name = readName()
            return VariableReference(name: name, range: source.range(start..<index))
        }
        guard following == "{" else { return nil }
        advance(2)
        let nameStart = index
        var name = readName()
        if name.isEmpty, current == "?" {
            name = "?"
            index += 1
        }
        if name.isEmpty {
            if index >= source.count {
                reportOpen(.parameter, at: start, "unclosed ${")
            } else {
                diagnostics.append(
                    Diagnostic("expected a variable's name after ${", at: source.range(nameStart..<min(nameStart + 1, source.count))))
            }
        }
        var reference = VariableReference(name: name, range: source.range(start..<index))
        if current == "." || current == "[" {
            var parser = JSONPathParser(source: source, index: index, limit: source.count)
            do throws(Diagnostic) {
                reference.path = try parser.parseSteps(from: index)
            } catch {
                diagnostics.append(error)
            }
            index = parser.index
        }
        if current == ":", following == "-" {
            advance(2)
            reference.fallback = readFallback(depth: depth)
        }
        if current != nil, current != "}", !name.isEmpty {
            diagnostics.append(
                Diagnostic(
                    "expected '}' or ':-' in ${...}", at: source.range(index..<index + 1), advice: "write ${NAME} or ${NAME:-default}"))
            while let other = current, other != "}", other != "\n" { index += 1 }
        }
        if current == "}" {
            index += 1
        } else if index >= source.count {
            reportOpen(.parameter, at: start, "unclosed ${")
        }
        reference.range = source.range(start..<index)
        return reference
    }

    private mutating func readName() -> String {
        let start = index
        guard current?.isNameStart == true else { return "" }
        while let scalar = current, scalar.isNamePart { index += 1 }
        return source.text(start..<index)
    }

    /// The text after `:-` up to the closing brace, which stays.
    private mutating func readFallback(depth: Int) -> [Word.Segment] {
        var builder = Builder()
        while let scalar = current, scalar != "}" {
            switch scalar {
            case "'": readSingleQuoted(into: &builder)
            case "\\": readEscape(into: &builder)
            case "$" where depth < 16:
                if let reference = readVariableReference(depth: depth + 1) {
                    builder.append(reference, .plain)
                } else {
                    builder.append(scalar)
                    index += 1
                }
            default:
                builder.append(scalar)
                index += 1
            }
        }
        builder.flush()
        return builder.segments
    }
}
