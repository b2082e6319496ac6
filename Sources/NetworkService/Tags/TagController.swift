import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Answers the requests for the tags of a resource.
struct TagController: Sendable {
    let resource: ResourceController

    private var behavior: any ResourceBehavior { resource.behavior }

    /// The resource, when the caller may read its tags.
    private func read(_ id: String, _ request: Request) throws -> JSONObject {
        let caller = resource.policy.caller(request.context)
        return try resource.store.read { transaction in
            let record = try resource.visible(id, caller, in: transaction)
            try require("get", caller, record, in: transaction)
            return record
        }
    }

    private func require(_ action: String, _ caller: Caller, _ record: JSONObject, in transaction: any ReadTransaction) throws {
        let rule = "\(action)_\(resource.table.definition.name):tags"
        try resource.policy.require(rule, caller, try behavior.target(of: record, in: transaction))
    }

    private static func tags(_ record: JSONObject) -> [String] { (record["tags"]?.arrayValue ?? []).compactMap(\.stringValue) }

    func list(_ request: Request, id: String) throws -> Response {
        let record = try read(id, request)
        return Response(json: ["tags": record["tags"] ?? []])
    }

    /// Whether the resource has the tag: 204, or 404 TagNotFound.
    func show(_ request: Request, id: String, tag: String) throws -> Response {
        guard Self.tags(try read(id, request)).contains(tag) else { throw Self.notFound(tag) }
        return Response(status: .noContent)
    }

    func replace(_ request: Request, id: String) async throws -> Response {
        let wanted = try await body(request)
        let tags = try await change(request, id, "update") { _ in wanted }
        return Response(json: ["tags": .array(tags.map { .string($0) })])
    }

    /// Adds the tags of the body, and answers them alone.
    func create(_ request: Request, id: String) async throws -> Response {
        let wanted = try await body(request)
        _ = try await change(request, id, "create") { $0 + wanted }
        return Response(json: ["tags": .array(wanted.map { .string($0) })])
    }

    func add(_ request: Request, id: String, tag: String) async throws -> Response {
        try Self.check([tag])
        _ = try await change(request, id, "update") { $0 + [tag] }
        return Response(status: .created, json: .null)
    }

    func remove(_ request: Request, id: String, tag: String) async throws -> Response {
        _ = try await change(request, id, "delete") { tags in
            guard tags.contains(tag) else { throw Self.notFound(tag) }
            return tags.filter { $0 != tag }
        }
        return Response(status: .noContent)
    }

    func removeAll(_ request: Request, id: String) async throws -> Response {
        _ = try await change(request, id, "delete") { _ in [] }
        return Response(status: .noContent)
    }

    private static func notFound(_ tag: String) -> APIFault {
        APIFault(.notFound, type: "TagNotFound", message: "The resource has no tag \(tag).")
    }

    private func body(_ request: Request) async throws -> [String] {
        let object = try BodyRules.object(try await request.body.collect())
        guard let value = object["tags"] else { throw APIFault.invalidInput("the body has no 'tags'") }
        if let reason = ValidationRule.uniqueStrings(max: 255).reason(against: value) { throw APIFault.invalidInput("tags: \(reason)") }
        return (value.arrayValue ?? []).compactMap(\.stringValue)
    }

    private static func check(_ tags: [String]) throws {
        let value = JSONValue.array(tags.map { .string($0) })
        if let reason = ValidationRule.uniqueStrings(max: 255).reason(against: value) { throw APIFault.invalidInput("tags: \(reason)") }
    }

    /// Gives the resource the tags that `next` makes of those it has.
    ///
    /// - Returns: its tags, sorted.
    private func change(
        _ request: Request, _ id: String, _ action: String, _ next: @escaping @Sendable ([String]) throws -> [String]
    ) async throws -> [String] {
        let caller = resource.policy.caller(request.context)
        return try await resource.store.write { [self] transaction in
            var record = try resource.visible(id, caller, in: transaction)
            try require(action, caller, record, in: transaction)
            let old = Self.tags(record)
            let tags = Set(try next(old)).sorted()
            guard tags.count <= TagFilters.maximum else {
                throw APIFault.badRequest("tags", "a resource has at most \(TagFilters.maximum) tags, not \(tags.count)")
            }
            guard tags != old else { return tags }
            record["tags"] = .array(tags.map { .string($0) })
            record.touch()
            try resource.table.update(record, in: transaction)
            try TagFilters.replace(id, tags, in: transaction)
            return tags
        }
    }
}
