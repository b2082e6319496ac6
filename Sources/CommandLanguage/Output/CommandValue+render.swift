import JSONCodec

extension CommandValue {
    /// The value as text, each line ended; empty for nothing.
    ///
    /// Pure: the same value and options give the same text. Names of JSON fields are those of the columns.
    ///
    /// - Throws: ``OutputError`` for a column that there is not.
    package func render(_ options: OutputOptions = OutputOptions()) throws(OutputError) -> String {
        switch self {
        case .none: return ""
        case .text(let text): return text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        case .table(let table): return try table.render(options)
        case .record(let record): return try record.render(options)
        case .json(let value): return try value.render(options)
        case .response(let response): return try response.render(options)
        case .told(let text, let value):
            let isAskedFor = options.format != nil || options.sort != nil || !options.columns.isEmpty
            return try (isAskedFor ? value : .text(text)).render(options)
        }
    }
}

extension TableValue {
    func render(_ options: OutputOptions) throws(OutputError) -> String {
        let format = options.format ?? .table
        let table = try selecting(options, wide: format != .table)
        switch format {
        case .table: return TableLayout(table, options, width: options.width).text
        case .wide: return TableLayout(table, options, width: nil).text
        case .json: return JSONValue.array(table.objects).prettyPrinted() + "\n"
        case .yaml: return YAMLWriter.text(of: .array(table.objects))
        case .csv:
            let head = options.omitsHeaders ? "" : CSV.line(table.columns.map(\.name))
            return head + table.rows.map { row in CSV.line(row.map(\.cellText)) }.joined()
        case .value:
            return table.rows.map { row in row.map { $0.valueText.escapingControls() }.joined(separator: " ") + "\n" }.joined()
        }
    }

    /// The rows sorted and the columns chosen as `options` say.
    private func selecting(_ options: OutputOptions, wide: Bool) throws(OutputError) -> TableValue {
        var rows = rows
        if let sort = options.sort {
            let (name, isDescending) = sort.hasSuffix(":desc") ? (String(sort.dropLast(5)), true) : (sort, false)
            let plain = !isDescending && name.hasSuffix(":asc") ? String(name.dropLast(4)) : name
            let index = try index(ofColumn: plain)
            rows = rows.enumerated()
                .sorted { left, right in
                    let order = left.element[index].order(comparedWith: right.element[index])
                    // Rows that compare equal stay in their order.
                    return order == 0 ? left.offset < right.offset : isDescending ? order > 0 : order < 0
                }
                .map(\.element)
        }
        var chosen: [Int] = []
        if options.columns.isEmpty {
            chosen = columns.indices.filter { wide || !columns[$0].isWide }
        } else {
            for name in options.columns { chosen.append(try index(ofColumn: name)) }
        }
        return TableValue(columns: chosen.map { columns[$0] }, rows: rows.map { row in chosen.map { row[$0] } })
    }

    private func index(ofColumn name: String) throws(OutputError) -> Int {
        if let index = columns.firstIndex(where: { $0.name == name }) { return index }
        let plain = name.lowercased().split { $0 == " " || $0 == "-" }.joined(separator: "_")
        if let index = columns.firstIndex(where: { $0.name.lowercased() == plain }) { return index }
        throw .unknownColumn(name, known: columns.map(\.name))
    }
}

extension RecordValue {
    func render(_ options: OutputOptions) throws(OutputError) -> String {
        let record = try selecting(options)
        switch options.format ?? .table {
        case .json: return JSONValue.object(record).prettyPrinted() + "\n"
        case .yaml: return YAMLWriter.text(of: .object(record))
        case .csv:
            let head = options.omitsHeaders ? "" : CSV.line(record.keys)
            return head + CSV.line(record.members.map(\.value.cellText))
        case .value: return record.members.map { $0.value.valueText + "\n" }.joined()
        case .table: return table(of: record, options, width: options.width)
        case .wide: return table(of: record, options, width: nil)
        }
    }

    private func selecting(_ options: OutputOptions) throws(OutputError) -> JSONObject {
        guard !options.columns.isEmpty else { return object }
        var chosen = JSONObject()
        for name in options.columns {
            let plain = name.lowercased().split { $0 == " " || $0 == "-" }.joined(separator: "_")
            guard let member = object.first(where: { $0.key == name }) ?? object.first(where: { $0.key.lowercased() == plain }) else {
                throw .unknownColumn(name, known: object.keys)
            }
            chosen[member.key] = member.value
        }
        return chosen
    }

    /// Fields and values; a list of objects gets a table of its own below, since it would not fit a cell.
    private func table(of record: JSONObject, _ options: OutputOptions, width: Int?) -> String {
        var rows: [[JSONValue]] = []
        var lists: [(String, TableValue)] = []
        for member in record {
            if let elements = member.value.arrayValue, !elements.isEmpty, elements.allSatisfy({ $0.objectValue != nil }) {
                lists.append((member.key, TableValue(objects: elements.compactMap(\.objectValue))))
            } else {
                rows.append([.string(member.key), member.value])
            }
        }
        var text = ""
        if !rows.isEmpty || lists.isEmpty {
            text = TableLayout(TableValue(columns: [.init("field"), .init("value")], rows: rows), options, width: width).text
        }
        for (name, list) in lists { text += (text.isEmpty ? "" : "\n") + name + ":\n" + TableLayout(list, options, width: width).text }
        return text
    }
}

extension JSONValue {
    /// A document that is no table: printed as JSON; tables are made of it where one is asked for and it allows.
    func render(_ options: OutputOptions) throws(OutputError) -> String {
        switch options.format {
        case nil: return plainDocument + "\n"
        case .json: return prettyPrinted() + "\n"
        case .yaml: return YAMLWriter.text(of: self)
        case .table, .wide, .csv, .value:
            switch self {
            case .array(let elements):
                let objects = elements.compactMap(\.objectValue)
                if objects.count == elements.count { return try TableValue(objects: objects).render(options) }
                return try TableValue(columns: [.init("value")], rows: elements.map { [$0] }).render(options)
            case .object(let object): return try RecordValue(object).render(options)
            case .null, .bool, .integer, .number, .string: return plainDocument + "\n"
            }
        }
    }

    private var plainDocument: String { if case .string(let text) = self { text } else { prettyPrinted() } }
}
