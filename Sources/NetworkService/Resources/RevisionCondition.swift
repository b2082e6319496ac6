import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1

/// `If-Match: revision_number=N`: the revision that a resource must have to be changed.
struct RevisionCondition: Sendable {
    private let revision: Int

    /// - Returns: `nil` when the request has no such condition; other entity tags are ignored.
    /// - Throws: 400 when the revision is no number, or there are two of them.
    init?(_ headers: HTTPHeaders) throws {
        let tags = headers["if-match"].flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " && $0 != "\"" } }.filter { $0.hasPrefix("revision_number=") }
        guard let tag = tags.first else { return nil }
        guard tags.count == 1 else { throw APIFault.badRequest("revision_number", "there are several of them") }
        guard let revision = Int(tag.dropFirst("revision_number=".count)) else {
            throw APIFault.badRequest("revision_number", "'\(tag)' is no integer")
        }
        self.revision = revision
    }

    /// - Throws: 412 when the record has another revision.
    func check(_ record: JSONObject, _ name: String) throws {
        let current = record["revision_number"]?.integerValue ?? 0
        guard current != revision else { return }
        throw APIFault(
            .preconditionFailed, type: "RevisionNumberConstraintFailed",
            message: "The \(name) has revision \(current), not \(revision)")
    }
}
