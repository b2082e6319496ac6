import JSONCodec

/// A change that a request wants to make to a resource.
struct Change: Sendable {
    var old: JSONObject
    var changes: JSONObject
    var caller: Caller
}
