package import JSONCodec
import Persistence

/// One project, or one domain: a domain is a project that acts as one.
package struct ProjectRecord: Sendable {
    package var id: String
    package var name: String
    /// The domain it belongs to; `nil` for a domain.
    package var domainID: String?
    /// The project above it, or its domain; `nil` for a domain.
    package var parentID: String?
    package var isDomain: Bool
    package var isEnabled: Bool
    /// The stored view, `extra` not yet unfolded.
    package var document: JSONObject

    static let columns = "p.document"

    init(_ row: borrowing Row) throws { self.init(try row.json(0).objectValue ?? [:]) }

    init(_ document: JSONObject) {
        id = document["id"]?.stringValue ?? ""
        name = document["name"]?.stringValue ?? ""
        domainID = document["domain_id"]?.stringValue
        parentID = document["parent_id"]?.stringValue
        isDomain = document["is_domain"]?.boolValue ?? false
        isEnabled = document["enabled"]?.boolValue ?? false
        self.document = document
    }
}
