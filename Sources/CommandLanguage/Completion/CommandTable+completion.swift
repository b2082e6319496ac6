extension CommandTable {
    /// What may complete the word at the cursor.
    ///
    /// - Parameters:
    ///   - line: the line being typed, or a whole unfinished statement.
    ///   - cursor: bytes before the cursor; `nil` for the end.
    package func complete(_ line: String, cursor: Int? = nil) -> CompletionRequest {
        let partial = PartialLine(line, cursor: cursor)
        return request(
            NextWords(partial, table: self), prefix: partial.prefix, start: partial.start, cursor: partial.cursor, partial.openQuote)
    }

    /// What may complete the last of the words that follow `cloudsh` on a command line.
    ///
    /// The word may carry the quote that it was typed with.
    package func completeTool(_ words: [String]) -> CompletionRequest {
        var current = words.last ?? ""
        if current.hasPrefix("'") || current.hasPrefix("\"") { current.removeFirst() }
        let arguments = words.dropLast().map { Argument($0) }
        var next = NextWords(.tool, arguments: arguments, prefix: current)
        if next.pendingOption?.kind == .commandLine { return complete(current).wholeWord(of: current) }
        if next.argumentCount == 0, next.pendingOption == nil {
            next.words = [.init("serve", help: "Run the services in the foreground, without a shell")]
        }
        if next.argumentCount == 1, arguments.contains(where: { $0.text == "serve" }) { next.parameters = [] }
        return request(next, prefix: current, start: 0, cursor: current.utf8.count, nil).wholeWord(of: current)
    }

    private func request(_ next: NextWords, prefix: String, start: Int, cursor: Int, _ quote: Character?) -> CompletionRequest {
        var request = CompletionRequest(
            prefix: prefix, replacement: start..<cursor, openQuote: quote, command: next.command, values: next.values)
        switch next.context {
        case .foreign: return request
        case .file:
            request.wanted = [.file]
            return request
        case .variable:
            request.wanted = [.variable]
            return request
        case .command: break
        }
        if prefix.hasPrefix("-"), quote == nil, next.pendingOption.map({ $0.form == .optionalValue }) ?? true {
            completeOption(next, in: &request)
            return request
        }
        var found = next.words
        for parameter in (next.pendingOption.map { [$0] } ?? []) + (next.pendingOption == nil ? next.parameters : []) {
            add(parameter.kind, values: next.values, to: &request, &found)
        }
        // Where nothing more is needed, the options are what remains to be said.
        if prefix.isEmpty, next.pendingOption == nil, next.words.isEmpty, !next.parameters.contains(where: \.isRequired) {
            found += next.options.map { $0.candidate }
        }
        request.candidates = found.filter { $0.value.hasPrefix(request.prefix) }
        return request
    }

    private func completeOption(_ next: NextWords, in request: inout CompletionRequest) {
        let typed = request.prefix
        if let equals = typed.firstIndex(of: "="), typed.hasPrefix("--") {
            let name = String(typed[..<equals].dropFirst(2))
            guard let option = next.command?.options.first(where: { $0.long == name && !$0.isFlag }) else { return }
            request.prefix = String(typed[typed.index(after: equals)...])
            request.replacement = (request.replacement.lowerBound + typed[...equals].utf8.count)..<request.replacement.upperBound
            var found: [CompletionWord] = []
            add(option.kind, values: next.values, to: &request, &found)
            request.candidates = found.filter { $0.value.hasPrefix(request.prefix) }
            return
        }
        var found = next.options.map { $0.candidate }
        if typed.count == 2, let letter = typed.last, let option = next.options.first(where: { $0.short == letter }) {
            found.append(CompletionWord(typed, help: option.help))
        }
        request.candidates = found.filter { $0.value.hasPrefix(typed) }
    }

    /// Adds what is known of the values of a kind, and asks for what is not.
    private func add(
        _ kind: ValueKind, values: [String: [String]], to request: inout CompletionRequest, _ found: inout [CompletionWord]
    ) {
        switch kind {
        case .choice(let words), .state(let words): found += words.map { CompletionWord($0) }
        case .requestExpression: found += RequestField.named.map { CompletionWord($0.name, help: $0.help) }
        case .method: found += ValueKind.methods.map { CompletionWord($0) }
        case .column:
            found += (request.command?.fields ?? []).map { CompletionWord($0.name, help: $0.help) }
        case .command:
            let typed = values["words"] ?? []
            if let first = typed.first {
                guard typed.count == 1 else { return }
                found += commands(startingWith: [first]).compactMap { command in
                    command.path.dropFirst().first.map { CompletionWord($0, help: command.summary) }
                }
            } else {
                found += NextWords(PartialLine(""), table: self).words
                found += groups.map { CompletionWord($0.name, help: $0.summary) }
            }
        case .jsonBody where request.prefix.hasPrefix("@"):
            request.replacement = (request.replacement.lowerBound + 1)..<request.replacement.upperBound
            request.prefix.removeFirst()
            request.wanted.append(.file)
        case .deploymentFile where !request.prefix.contains("#"): request.wanted.append(.file)
        case .string, .integer, .seconds, .hostAndPort, .commandLine, .regularExpression: break
        case .file, .directory, .deploymentFile, .app, .revision, .label, .filter, .strategy, .extension, .resource, .path, .header,
            .jsonBody, .project, .optionGroup, .optionName, .worker, .service, .topic, .rpcMethod, .assignment, .user, .policyRule,
            .variable:
            request.wanted.append(kind)
        }
    }
}

extension CompletionRequest {
    /// The same, for a shell that completes the whole of `word`.
    fileprivate func wholeWord(of word: String) -> CompletionRequest {
        var request = self
        request.valuePrefix = String(decoding: Array(word.utf8).prefix(replacement.lowerBound), as: UTF8.self)
        return request
    }
}

extension Parameter {
    /// The option as a word to choose.
    var candidate: CompletionWord { CompletionWord(spelling, help: help) }
}
