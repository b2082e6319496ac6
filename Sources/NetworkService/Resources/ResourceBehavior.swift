import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// What data cannot state about a resource: the rules around the transaction.
///
/// All methods with a transaction run on the store's writer, in one transaction with everything else the request does.
protocol ResourceBehavior: Sendable {
    var table: ResourceTable { get }

    /// What the names of faults about the resource begin with: `Network` in `NetworkNotFound`.
    var faultName: String { get }

    /// What the resource is part of.
    var parent: PolicyParent? { get }

    /// What of the table a request of the caller looks into, before rules are asked; `nil` for all.
    func scope(of caller: Caller) -> SQLCondition?

    /// What the policy is asked about.
    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget

    /// Makes what is there as soon as somebody looks for it.
    func prepareList(_ request: Request, _ caller: Caller, in store: any Store) async throws

    /// Refuses what needs no database to be refused.
    func check(_ draft: Draft) throws

    /// Refuses, before the policy is asked, what the caller may not even know of.
    func prepare(_ draft: Draft, in transaction: any ReadTransaction) throws

    /// Inserts the rows of a new resource.
    ///
    /// - Returns: its record.
    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject

    /// - Returns: the record as it is to be written; the caller writes it.
    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject

    /// Refuses to delete what the caller must leave.
    func requireDeletable(_ record: JSONObject, _ caller: Caller, in transaction: any ReadTransaction) throws

    /// Deletes the rows of a resource, its own included.
    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws

    /// What the API offers to do with one resource beside changing and deleting it.
    var actions: [ResourceAction] { get }

    /// Whether a request may make several at once.
    var allowsBulk: Bool { get }

    /// The filters of attributes without a column.
    var computedFilters: [String: QueryRules.ComputedFilter] { get }

    /// The record as an update answers it, where that is not as it is shown everywhere else.
    func answer(toUpdate record: JSONObject) -> JSONObject

    /// Writes what a change of the resource changes in the documents of others.
    func changed(_ record: JSONObject, in transaction: any WriteTransaction) throws
}

extension ResourceBehavior {
    var definition: ResourceDefinition { table.definition }

    var parent: PolicyParent? { nil }

    var faultName: String { definition.name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() }

    var actions: [ResourceAction] { [] }

    var allowsBulk: Bool { true }

    func prepareList(_ request: Request, _ caller: Caller, in store: any Store) async throws {}

    func requireDeletable(_ record: JSONObject, _ caller: Caller, in transaction: any ReadTransaction) throws {}

    func check(_ draft: Draft) throws {}

    func prepare(_ draft: Draft, in transaction: any ReadTransaction) throws {}

    func answer(toUpdate record: JSONObject) -> JSONObject { record }

    func changed(_ record: JSONObject, in transaction: any WriteTransaction) throws {}

    /// 404 in the resource's own name.
    func notFound(_ id: String) -> APIFault {
        APIFault(.notFound, type: faultName + "NotFound", message: "There is no \(definition.name) \(id).")
    }
}
