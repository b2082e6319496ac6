package import JSONCodec

/// The answer to a request.
package struct ResponseValue: Sendable, Hashable {
    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var status: Int
    /// The words after the status code; may be empty.
    package var reason: String
    package var headers: [Header]
    /// The document, where the body is JSON; a string with the text of any other body; null for none.
    package var body: JSONValue
    /// The body is no JSON and is printed as it is.
    package var isText: Bool
    package var elapsedMicroseconds: Int
    /// What each filter and the app did, outermost first; empty unless it was asked for.
    package var trace: [TraceStep]

    package init(
        status: Int, reason: String = "", headers: [Header] = [], body: JSONValue = .null, isText: Bool = false,
        elapsedMicroseconds: Int = 0,
        trace: [TraceStep] = []
    ) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
        self.isText = isText
        self.elapsedMicroseconds = elapsedMicroseconds
        self.trace = trace
    }

    /// `404 Not Found`.
    package var statusLine: String { reason.isEmpty ? String(status) : "\(status) \(reason)" }

    /// The exit status of a request that nothing expected: 0, or 4 or 5 for an answer of 4xx or 5xx.
    package var exitStatus: Int { status < 400 ? 0 : status < 500 ? 4 : 5 }

    /// The first header of that name, in any case.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    /// The fixed form of `-i -o json`: status, headers, body, elapsed_us, trace. Headers are an object; one given more than once has an array.
    package var document: JSONObject {
        var members = JSONObject()
        for header in headers {
            switch members[header.name] {
            case nil: members.append(header.name, .string(header.value))
            case .array(let values)?: members[header.name] = .array(values + [.string(header.value)])
            case let first?: members[header.name] = [first, .string(header.value)]
            }
        }
        return [
            "status": .integer(status), "headers": .object(members), "body": body, "elapsed_us": .integer(elapsedMicroseconds),
            "trace": .array(trace.map(\.jsonValue)),
        ]
    }

    package var jsonValue: JSONValue {
        [
            "status": .integer(status), "reason": .string(reason),
            "headers": .array(headers.map { [.string($0.name), .string($0.value)] }),
            "body": body, "text": .bool(isText), "elapsed_us": .integer(elapsedMicroseconds), "trace": .array(trace.map(\.jsonValue)),
        ]
    }

    package init?(jsonValue: JSONValue) {
        guard let status = jsonValue["status"]?.integerValue else { return nil }
        self.init(
            status: status, reason: jsonValue["reason"]?.stringValue ?? "",
            headers: (jsonValue["headers"]?.arrayValue ?? []).compactMap { pair in
                pair[0]?.stringValue.flatMap { name in pair[1]?.stringValue.map { Header(name: name, value: $0) } }
            },
            body: jsonValue["body"] ?? .null, isText: jsonValue["text"]?.boolValue ?? false,
            elapsedMicroseconds: jsonValue["elapsed_us"]?.integerValue ?? 0,
            trace: (jsonValue["trace"]?.arrayValue ?? []).compactMap(TraceStep.init(jsonValue:)))
    }
}
