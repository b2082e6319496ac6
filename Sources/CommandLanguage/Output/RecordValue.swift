package import JSONCodec

/// One thing with its fields in order.
package struct RecordValue: Sendable, Hashable {
    package var object: JSONObject

    package init(_ object: JSONObject) { self.object = object }

    /// A record with the fields that the command declares, in that order, and the object's other members after them.
    package init(fields: [Command.Field], object: JSONObject) {
        var ordered = JSONObject(fields.map { ($0.name, object[$0.name] ?? .null) })
        for member in object where !ordered.contains(member.key) { ordered.append(member.key, member.value) }
        self.object = ordered
    }

    /// An array of pairs: the order of members is no property of JSON objects.
    package var jsonValue: JSONValue { .array(object.map { [.string($0.key), $0.value] }) }

    package init?(jsonValue: JSONValue) {
        guard let pairs = jsonValue.arrayValue else { return nil }
        object = JSONObject(pairs.compactMap { pair in pair[0]?.stringValue.flatMap { key in pair[1].map { (key, $0) } } })
    }
}
