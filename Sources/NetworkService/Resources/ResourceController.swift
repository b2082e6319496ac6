import APIResources
import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Persistence

/// Answers the requests for one resource; what is special about the resource is its behaviour's.
final class ResourceController: Sendable {
    let behavior: any ResourceBehavior
    let store: any Store
    let quotas: QuotaBook
    let policy: AccessPolicy
    let config: @Sendable () -> ConfigSnapshot
    let table: ResourceTable
    private let bodies: BodyRules
    private let queries: QueryRules
    private let planner: ReadPlanner
    /// A list of a thousand networks is more than half a megabyte, and its buffer a whole one: an eighth of the capacity has room for it.
    private let reads = SnapshotCache<ReadKey, ByteBuffer>(capacity: 16 << 20) { $0.storageCapacity + 512 }
    private let opening: (list: String, links: String, show: String)

    init(
        _ behavior: any ResourceBehavior, store: any Store, quotas: QuotaBook, policy: AccessPolicy,
        config: @escaping @Sendable () -> ConfigSnapshot
    ) {
        self.behavior = behavior
        table = behavior.table
        self.store = store
        self.quotas = quotas
        self.policy = policy
        self.config = config
        bodies = BodyRules(behavior.definition, bulk: behavior.allowsBulk)
        planner = ReadPlanner(behavior)
        queries = QueryRules(behavior.definition, computed: behavior.computedFilters.merging(TagFilters.all) { own, _ in own })
        func member(_ name: String) -> String { JSONValue.string(name).description + ":" }
        opening = (
            "{" + member(behavior.definition.collection), "," + member(behavior.definition.collection + "_links"),
            "{" + member(behavior.definition.name)
        )
    }

    private var definition: ResourceDefinition { table.definition }

    // MARK: reading

    /// Makes what the next list has to show.
    func prepareList(_ request: Request) async throws {
        try await behavior.prepareList(request, policy.caller(request.context), in: store)
    }

    func list(_ request: Request) throws -> Response {
        let caller = policy.caller(request.context)
        let plan = planner.plan(for: caller)
        let limit = maximumLimit
        let body = try reads.value(for: ReadKey(request, plan, maximumLimit: limit), in: store) {
            try page(request, caller, plan, maximumLimit: limit)
        }
        return Response(jsonBuffer: body)
    }

    private func page(_ request: Request, _ caller: Caller, _ plan: ReadPlan, maximumLimit: Int?) throws -> ByteBuffer {
        let items = QueryItems(parsing: request.queryString)
        var query = try queries.parse(items, maximumLimit: maximumLimit)
        if let scope = plan.scope { query.conditions.append(scope) }
        var body = ByteBuffer()
        body.writeString(opening.list)
        let page: ListedPage
        do { page = try list(query, plan, caller, into: &body) } catch let error as UnknownMarker {
            throw behavior.notFound(error.marker)
        }
        if let limit = query.limit, let asked = items.first("limit"), asked != "0" {
            let links = PageLinks(url: request.applicationURL + request.pathInfo, items: items)
                .links(for: page, limit: limit, isReversed: query.isReversed)
            body.writeString(opening.links)
            body.writeBytes(JSONValue.array(links).serialized())
        }
        body.writeStaticString("}")
        return body
    }

    private func list(_ query: ListQuery, _ plan: ReadPlan, _ caller: Caller, into body: inout ByteBuffer) throws -> ListedPage {
        let fields = query.fields
        if plan.showsWholeDocument(fields: fields) { return try table.list(query, in: store, into: &body) }
        guard plan.asksRows else {
            return try table.list(query, in: store, into: &body) { [definition] in
                definition.view($0, fields: fields, hiding: plan.hidden)
            }
        }
        // The rows are read first and asked then: to ask some of them takes more rows.
        var records: [JSONObject] = []
        var unused = ByteBuffer()
        let page = try table.list(query, in: store, into: &unused) { record in
            records.append(record)
            return JSONObject()
        }
        let views = try store.read { [behavior, definition] transaction in
            try records.compactMap { record -> JSONValue? in
                let target = try behavior.target(of: record, in: transaction)
                guard plan.admits(caller, target) else { return nil }
                return .object(definition.view(record, fields: fields, hiding: plan.hidden(from: caller, in: target)))
            }
        }
        body.writeBytes(JSONValue.array(views).serialized())
        return page
    }

    private var maximumLimit: Int? {
        guard let text = config().string("pagination_max_limit"), let limit = Int(text), limit > 0 else { return nil }
        return limit
    }

    func show(_ request: Request, id: String) throws -> Response {
        let caller = policy.caller(request.context)
        let plan = planner.plan(for: caller)
        let body = try reads.value(for: ReadKey(request, plan, maximumLimit: nil), in: store) {
            try document(request, caller, plan, id: id)
        }
        return Response(jsonBuffer: body)
    }

    private func document(_ request: Request, _ caller: Caller, _ plan: ReadPlan, id: String) throws -> ByteBuffer {
        let fields = QueryItems(parsing: request.queryString).all("fields").filter { !$0.isEmpty }
        var body = ByteBuffer()
        guard !plan.asksRows else {
            let shown = try store.read { try view(visible(id, caller, in: $0), for: caller, fields: fields, in: $0) }
            body.writeString(opening.show)
            body.writeBytes(JSONValue.object(shown).serialized())
            body.writeStaticString("}")
            return body
        }
        let isWhole = plan.showsWholeDocument(fields: fields)
        let isFound = try table.withDocument(id, scope: plan.scope, in: store) { bytes in
            body.reserveCapacity(opening.show.utf8.count + bytes.count + 1)
            body.writeString(opening.show)
            if isWhole {
                body.writeBytes(bytes)
            } else {
                let document = try JSONValue(parsing: bytes).objectValue ?? JSONObject()
                body.writeBytes(JSONValue.object(definition.view(document, fields: fields, hiding: plan.hidden)).serialized())
            }
        }
        guard isFound else { throw behavior.notFound(id) }
        body.writeStaticString("}")
        return body
    }

    // MARK: writing

    func create(_ request: Request) async throws -> Response {
        let caller = policy.caller(request.context)
        let body = try await request.body.collect()
        let creation = try bodies.creation(body, caller: caller.bodyCaller)
        let now = Timestamp.now()
        let drafts = zip(creation.items, creation.given).map { Draft(item: $0, given: $1, caller: caller, now: now) }
        for draft in drafts { try behavior.check(draft) }
        let limit = definition.quota.map { quotas.limit($0) }
        let views = try await store.write { [self] transaction in
            try quotas.reserve(definition.quota, drafts.map { $0.item.text("project_id") }, limit: limit ?? -1, in: transaction)
            return try drafts.map { draft in
                try behavior.prepare(draft, in: transaction)
                try requireCreation(draft, in: transaction)
                return JSONValue.object(try view(behavior.create(draft, in: transaction), for: caller, in: transaction))
            }
        }
        let body201: JSONValue =
            creation.isBulk
            ? .object([definition.collection: .array(views)]) : .object([definition.name: views.first ?? .null])
        return Response(status: .created, json: body201)
    }

    private func requireCreation(_ draft: Draft, in transaction: any ReadTransaction) throws {
        if draft.caller.isUnrestricted { return }
        let target = try behavior.target(of: draft.item, in: transaction)
        let action = "create_" + definition.name
        try policy.require(action, draft.caller, target)
        let isGiven = { (attribute: Attribute) in
            guard draft.given.contains(attribute.name) else { return false }
            guard case .value(let value) = attribute.defaultValue else { return true }
            return draft.item[attribute.name] != value
        }
        try policy.requireAttributes(action, of: definition, in: draft.item, given: isGiven, draft.caller, target)
    }

    func update(_ request: Request, id: String) async throws -> Response {
        let caller = policy.caller(request.context)
        let condition = try RevisionCondition(request.headers)
        let body = try await request.body.collect()
        let changes = try bodies.update(body)
        let shown = try await store.write { [self] transaction in
            let old = try visible(id, caller, in: transaction)
            try condition?.check(old, definition.name)
            try requireUpdate(old, changes, caller, in: transaction)
            var record = try behavior.update(Change(old: old, changes: changes, caller: caller), in: transaction)
            guard record != old else { return try view(behavior.answer(toUpdate: old), for: caller, in: transaction) }
            record.touch()
            try table.update(record, in: transaction)
            try behavior.changed(record, in: transaction)
            return try view(behavior.answer(toUpdate: record), for: caller, in: transaction)
        }
        return Response(json: .object([definition.name: .object(shown)]))
    }

    private func requireUpdate(_ old: JSONObject, _ changes: JSONObject, _ caller: Caller, in transaction: any ReadTransaction) throws {
        if caller.isUnrestricted { return }
        // Rules are asked about the resource as it would be.
        var wanted = old
        for member in changes { wanted[member.key] = member.value }
        let target = try behavior.target(of: wanted, in: transaction)
        let action = "update_" + definition.name
        try policy.require(action, caller, target)
        try policy.requireAttributes(
            action, of: definition, in: changes, given: { changes.contains($0.name) }, caller, target)
    }

    func delete(_ request: Request, id: String) async throws -> Response {
        let caller = policy.caller(request.context)
        let condition = try RevisionCondition(request.headers)
        guard try await request.body.collect().readableBytes == 0 else { throw APIFault.malformed("A DELETE request has no body") }
        try await store.write { [self] transaction in
            let record = try visible(id, caller, in: transaction)
            if !caller.isUnrestricted {
                try policy.require("delete_" + definition.name, caller, try behavior.target(of: record, in: transaction))
            }
            try condition?.check(record, definition.name)
            try behavior.requireDeletable(record, caller, in: transaction)
            try behavior.delete(record, in: transaction)
            try TagFilters.forget(id, in: transaction)
        }
        return Response(status: .noContent)
    }

    // MARK: parts

    /// - Throws: 404 in the resource's own name when there is no such resource, or none that the caller sees.
    func visible(_ id: String, _ caller: Caller, in transaction: any ReadTransaction) throws -> JSONObject {
        let plan = planner.plan(for: caller)
        guard let record = try table.record(id, scope: plan.scope, in: transaction),
            try plan.residue == nil || plan.admits(caller, behavior.target(of: record, in: transaction))
        else { throw behavior.notFound(id) }
        return record
    }

    /// The record as its document shows it to the caller, aliases included.
    private func view(
        _ record: JSONObject, for caller: Caller, fields: [String] = [], in transaction: any ReadTransaction
    ) throws -> JSONObject {
        let plan = planner.plan(for: caller)
        let hidden =
            plan.conditional.isEmpty ? plan.hidden : plan.hidden(from: caller, in: try behavior.target(of: record, in: transaction))
        var result = JSONObject(reservingCapacity: record.count + 1)
        func add(_ name: String, _ value: JSONValue) {
            if fields.isEmpty || fields.contains(name) { result.append(name, value) }
        }
        for attribute in definition.attributes where attribute.flags.contains(.visible) {
            guard let value = record[attribute.name], !hidden.contains(attribute.name) else { continue }
            add(attribute.name, value)
            if let alias = attribute.alias { add(alias, value) }
        }
        return result
    }
}
