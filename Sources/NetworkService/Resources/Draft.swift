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

extension Draft {
    /// The beginning of a record: what the request says, and what every resource with standard attributes has.
    ///
    /// - Parameter revision: the first revision, in which the imitated service's resources differ.
    func record(id: String = UUIDText.make(), revision: Int) -> JSONObject {
        var record = item
        record["id"] = .string(id)
        record["tags"] = []
        record["revision_number"] = .integer(revision)
        record["created_at"] = .string(now.seconds)
        record["updated_at"] = .string(now.seconds)
        return record
    }
}
