import JSONCodec

extension ResponseValue {
    func render(_ options: OutputOptions) throws(OutputError) -> String {
        let wantsDocument = options.includesHead || options.showsTrace
        switch options.format {
        case .json where wantsDocument: return JSONValue.object(document).prettyPrinted() + "\n"
        case .yaml where wantsDocument: return YAMLWriter.text(of: .object(document))
        default: break
        }
        var parts: [String] = []
        if options.includesHead { parts.append(head(usesColor: options.usesColor)) }
        let body = try bodyText(options)
        if !body.isEmpty { parts.append(body) }
        if options.showsTrace {
            var plain = options
            plain.columns = []
            plain.sort = nil
            if plain.format == .value || plain.format == .csv { plain.format = .table }
            parts.append(try traceTable.render(plain))
        }
        return parts.joined(separator: "\n")
    }

    /// What each filter did, as a table.
    var traceTable: TableValue {
        TableValue(
            columns: ["name", "elapsed_us", "headers_added", "headers_removed", "answered"].map { .init($0) },
            rows: trace.map { step in
                [
                    .string(step.name), .integer(step.elapsedMicroseconds), .array(step.headersAdded.map { .string($0) }),
                    .array(step.headersRemoved.map { .string($0) }), step.answered ? "yes" : "",
                ]
            })
    }

    private func head(usesColor: Bool) -> String {
        var line = "HTTP/1.1 " + statusLine
        if usesColor {
            let color =
                switch status {
                case ..<300: "32"
                case ..<400: "36"
                case ..<500: "33"
                default: "31"
                }
            line = "\u{1B}[\(color)m\(line)\u{1B}[0m"
        }
        return ([line] + headers.map { "\($0.name.escapingControls()): \($0.value.escapingControls())" }).joined(separator: "\n") + "\n"
    }

    private func bodyText(_ options: OutputOptions) throws(OutputError) -> String {
        if isText, let text = body.stringValue, options.format != .json, options.format != .yaml {
            return text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        }
        switch options.format {
        case nil: return body.isNull ? "" : body.prettyPrinted() + "\n"
        case .json, .yaml: return try body.render(options)
        case .table, .wide, .csv, .value: return body.isNull ? "" : try content.render(options)
        }
    }

    /// The list or the thing in the body: answers wrap it in an object with one member, beside links to further pages.
    private var content: JSONValue {
        guard let object = body.objectValue else { return body }
        let members = object.filter { !$0.key.hasSuffix("_links") }
        guard members.count == 1, let value = members.first?.value else { return body }
        switch value {
        case .array, .object: return value
        case .null, .bool, .integer, .number, .string: return body
        }
    }
}
