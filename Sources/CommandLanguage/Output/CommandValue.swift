package import JSONCodec

/// What a command gives back, before it is printed.
package indirect enum CommandValue: Sendable, Hashable {
    case none
    /// Lines for a person; a newline at the end is optional.
    case text(String)
    case table(TableValue)
    case record(RecordValue)
    case json(JSONValue)
    case response(ResponseValue)
    /// A value with a text that tells it to a person: the text is printed unless a format, columns or an order are asked for.
    case told(String, CommandValue)
}

extension CommandValue {
    /// The value as JSON, as a control socket carries it.
    package var jsonValue: JSONValue {
        switch self {
        case .none: ["kind": "none"]
        case .text(let text): ["kind": "text", "text": .string(text)]
        case .table(let table): ["kind": "table", "table": table.jsonValue]
        case .record(let record): ["kind": "record", "record": record.jsonValue]
        case .json(let value): ["kind": "json", "value": value]
        case .response(let response): ["kind": "response", "response": response.jsonValue]
        case .told(let text, let value): ["kind": "told", "text": .string(text), "value": value.jsonValue]
        }
    }

    /// Reads what ``jsonValue`` wrote; `nil` for anything else.
    package init?(jsonValue: JSONValue) {
        switch jsonValue["kind"]?.stringValue {
        case "none": self = .none
        case "text":
            guard let text = jsonValue["text"]?.stringValue else { return nil }
            self = .text(text)
        case "table":
            guard let table = jsonValue["table"].flatMap(TableValue.init(jsonValue:)) else { return nil }
            self = .table(table)
        case "record":
            guard let record = jsonValue["record"].flatMap(RecordValue.init(jsonValue:)) else { return nil }
            self = .record(record)
        case "json":
            guard let value = jsonValue["value"] else { return nil }
            self = .json(value)
        case "response":
            guard let response = jsonValue["response"].flatMap(ResponseValue.init(jsonValue:)) else { return nil }
            self = .response(response)
        case "told":
            guard let text = jsonValue["text"]?.stringValue, let value = jsonValue["value"].flatMap(CommandValue.init(jsonValue:)) else {
                return nil
            }
            self = .told(text, value)
        default: return nil
        }
    }

    /// The data in it, as `capture` keeps it: the rows as objects, the record as an object, the document, the answer's body, the text.
    package var captured: JSONValue {
        switch self {
        case .none: ""
        case .text(let text): .string(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        case .table(let table): .array(table.objects)
        case .record(let record): .object(record.object)
        case .json(let value): value
        case .response(let response): response.body
        case .told(_, let value): value.captured
        }
    }
}
