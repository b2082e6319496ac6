import HTTPApplication
import JSONCodec

/// A resource that a request wants to make: validated attributes, defaults filled in.
struct Draft: Sendable {
    var item: JSONObject
    /// The attributes that the request gave itself.
    var given: Set<String>
    var caller: Caller
    var now: Timestamp
}
