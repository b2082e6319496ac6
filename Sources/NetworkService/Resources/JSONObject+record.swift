import HTTPApplication
import JSONCodec

extension JSONObject {
    func text(_ key: String) -> String { self[key]?.stringValue ?? "" }

    func flag(_ key: String) -> Bool { self[key]?.boolValue ?? false }

    /// Counts a change.
    mutating func touch(now: Timestamp = .now()) {
        self["revision_number"] = .integer((self["revision_number"]?.integerValue ?? 0) + 1)
        self["updated_at"] = .string(now.seconds)
    }
}
