import JSONCodec

/// A change that a request wants to make to a resource.
struct Change: Sendable {
    var old: JSONObject
    var changes: JSONObject
    var caller: Caller
}

extension Change {
    /// The resource as the request wants it, as far as its attributes go.
    var applied: JSONObject {
        var record = old
        for member in changes { record[member.key] = member.value }
        return record
    }
}
