package import JSONCodec

/// What the values of `-d` say a request's body is.
package enum BodyArgument: Sendable, Hashable {
    case json(JSONValue)
    /// `@FILE`: the file's bytes; `-` is standard input.
    case file(String)

    /// Why values of `-d` make no body.
    package struct Invalid: Error, Sendable, Hashable, CustomStringConvertible {
        package var description: String
    }

    /// Makes a body of all values of `-d`: one JSON text, one `@FILE`, or assignments.
    ///
    /// `KEY=VALUE` sets a string, or the document when the value is a JSON object or array; `KEY:=JSON` sets any JSON value. Dots in the key make
    /// objects: `network.name=n1` is `{"network": {"name": "n1"}}`.
    ///
    /// - Returns: `nil` when there are no values.
    package init?(values: [String]) throws(Invalid) {
        guard let first = values.first else { return nil }
        if values.count == 1, !BodyArgument.isAssignment(first) {
            if first.hasPrefix("@") {
                self = .file(String(first.dropFirst()))
                return
            }
            do throws(JSONError) { self = .json(try JSONValue(parsing: first)) } catch {
                throw Invalid(description: "invalid JSON: \(error)")
            }
            return
        }
        var body = JSONObject()
        for value in values {
            guard let (key, member) = try BodyArgument.assignment(value) else {
                throw Invalid(description: "'\(value)' cannot be combined with another -d: only KEY=VALUE and KEY:=JSON can")
            }
            let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard path.count <= 16, !path.contains("") else { throw Invalid(description: "'\(key)' is not a key") }
            body = BodyArgument.setting(path[...], to: member, in: body)
        }
        self = .json(.object(body))
    }

    /// The members that `KEY=VALUE` words set, without making objects of dots: arguments of a remote call.
    package static func members(_ words: [String]) throws(Invalid) -> JSONObject {
        var members = JSONObject()
        for word in words {
            guard let (key, value) = try assignment(word) else { throw Invalid(description: "'\(word)' is not KEY=VALUE or KEY:=JSON") }
            members[key] = value
        }
        return members
    }

    private static func setting(_ path: ArraySlice<String>, to value: JSONValue, in object: JSONObject) -> JSONObject {
        guard let key = path.first else { return object }
        var object = object
        object[key] = path.count == 1 ? value : .object(setting(path.dropFirst(), to: value, in: object[key]?.objectValue ?? JSONObject()))
        return object
    }

    /// Whether the text begins as an assignment does: a name, then `=` or `:=`.
    package static func isAssignment(_ text: String) -> Bool { keyLength(text) != nil }

    private static func keyLength(_ text: String) -> Int? {
        var length = 0
        for scalar in text.unicodeScalars {
            if scalar == "=" { return length > 0 && text.unicodeScalars.first?.isNameStart == true ? length : nil }
            guard scalar.isNamePart || scalar == "." || scalar == ":" || scalar == "-" else { return nil }
            length += 1
        }
        return nil
    }

    private static func assignment(_ text: String) throws(Invalid) -> (key: String, value: JSONValue)? {
        guard let length = keyLength(text) else { return nil }
        var key = String(text.prefix(length))
        let value = String(text.dropFirst(length + 1))
        if key.hasSuffix(":") {
            key.removeLast()
            do throws(JSONError) { return (key, try JSONValue(parsing: value)) } catch {
                throw Invalid(description: "invalid JSON after '\(key):=': \(error)")
            }
        }
        return (key, JSONValue.string(value).decodingText)
    }

    /// What is wrong with one value of `-d`, seen alone.
    static func problem(with text: String) -> String? {
        do throws(Invalid) {
            _ = try BodyArgument(values: [text])
            return nil
        } catch {
            return error.description
        }
    }
}
