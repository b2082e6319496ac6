import APIResources
import JSONCodec
import Persistence

/// One kind of resource: what its definition does not say.
///
/// The operations that all kinds have in common are built on it: list, show, create, update and delete.
protocol ResourceKind: Sendable {
    var table: ResourceTable { get }
    /// Whether members that no attribute names are kept and shown again.
    var keepsExtra: Bool { get }
    /// Whether an update shows the kept members once more, under `extra`: keystone does for some.
    var repeatsExtra: Bool { get }
    /// Whether resources can be protected from changes by the option `immutable`.
    var canBeImmutable: Bool { get }
    /// Where links say that resources are.
    var linkPath: String { get }
    /// What rules call it: `project` for `get_project`, and the plural for `list_projects`.
    var ruleName: String { get }
    var listRule: String { get }
    var createRule: String { get }
    /// The rule of an action, `create`, `get`, `update` or `delete`.
    ///
    /// - Parameter record: `nil` for a resource that is not there.
    func rule(_ verb: String, _ record: JSONObject?) -> String
    /// The rule of a list as it is asked for.
    func listRule(_ call: IdentityCall) -> String
    /// The attributes that an update may name only with the value they have.
    var fixedAttributes: Set<String> { get }

    /// The stored record with the id; `nil` when there is none.
    func existing(_ id: String, in transaction: any ReadTransaction) throws -> JSONObject?

    /// Does what cannot be done within a transaction: hashing a password.
    func prepare(_ given: inout JSONObject, isNew: Bool, _ call: IdentityCall) async throws

    /// What rules know of a resource, by kind: `["project": ...]`.
    func target(_ record: JSONObject, _ directory: IdentityDirectory) throws -> JSONObject

    /// Gives a new resource what the request left open, and refuses one that cannot be.
    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws

    /// Refuses changes that cannot be, and does what follows from one that can.
    ///
    /// - Parameter given: the members of the request.
    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws

    /// Called once a new or changed resource has its row.
    func didStore(_ record: JSONObject, given: JSONObject, isNew: Bool, _ step: ResourceStep) throws

    /// Refuses a deletion that cannot be, and removes what belongs to the resource.
    func remove(_ record: JSONObject, _ step: ResourceStep) throws

    /// The values of the table's extra columns.
    func columns(of record: JSONObject, _ step: ResourceStep) throws -> [SQLValue]

    /// What a list holds before any filter: the rows that the caller may see.
    func scope(_ call: IdentityCall) throws -> [SQLCondition]

    /// Which rows a list holds, for filters that are no columns.
    func accepts(_ record: JSONObject, _ query: IdentityListQuery) -> Bool

    /// The resource as answers show it.
    func view(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject
}

/// The transaction that a change of a resource is made in.
struct ResourceStep {
    let service: IdentityService
    let caller: IdentityCaller
    let transaction: any WriteTransaction

    var directory: IdentityDirectory { IdentityDirectory(transaction) }
    var settings: IdentitySettings { service.settings }
}

extension ResourceKind {
    var definition: ResourceDefinition { table.definition }
    var keepsExtra: Bool { true }
    var repeatsExtra: Bool { false }
    var canBeImmutable: Bool { false }
    var linkPath: String { definition.path }
    var ruleName: String { definition.name }
    var listRule: String { "list_" + definition.collection }
    var createRule: String { "create_" + definition.name }
    var fixedAttributes: Set<String> { [] }

    func rule(_ verb: String, _ record: JSONObject?) -> String { verb == "create" ? createRule : verb + "_" + ruleName }
    func listRule(_ call: IdentityCall) -> String { listRule }

    func existing(_ id: String, in transaction: any ReadTransaction) throws -> JSONObject? { try table.record(id, in: transaction) }
    func prepare(_ given: inout JSONObject, isNew: Bool, _ call: IdentityCall) async throws {}
    func target(_ record: JSONObject, _ directory: IdentityDirectory) throws -> JSONObject { [definition.name: .object(record)] }
    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {}
    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {}
    func didStore(_ record: JSONObject, given: JSONObject, isNew: Bool, _ step: ResourceStep) throws {}
    func remove(_ record: JSONObject, _ step: ResourceStep) throws {}
    func columns(of record: JSONObject, _ step: ResourceStep) throws -> [SQLValue] { [] }
    func scope(_ call: IdentityCall) throws -> [SQLCondition] { [] }
    func accepts(_ record: JSONObject, _ query: IdentityListQuery) -> Bool { true }
    func view(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject { unfolded(record) }

    /// The record with the kept members beside its attributes.
    func unfolded(_ record: JSONObject) -> JSONObject {
        guard let extra = record["extra"]?.objectValue else { return record }
        var result = JSONObject(reservingCapacity: record.count + extra.count)
        for member in extra where !record.contains(member.key) { result.append(member.key, member.value) }
        for member in record where member.key != "extra" { result.append(member.key, member.value) }
        return result
    }

    func notFound(_ id: String) -> IdentityFault { .notFound(definition.name, id) }

    /// The stored record.
    ///
    /// - Throws: ``IdentityFault``, 404.
    func find(_ id: String, in transaction: any ReadTransaction) throws -> JSONObject {
        guard let record = try existing(id, in: transaction) else { throw notFound(id) }
        return record
    }
}
