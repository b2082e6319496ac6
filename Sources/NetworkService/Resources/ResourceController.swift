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
    private let reads = SnapshotCache<ReadKey, ByteBuffer>(capacity: 8 << 20) { $0.storageCapacity + 512 }
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
        bodies = BodyRules(behavior.definition)
        queries = QueryRules(behavior.definition, computed: behavior.computedFilters.merging(TagFilters.all) { own, _ in own })
        func member(_ name: String) -> String { JSONValue.string(name).description + ":" }
        opening = (
            "{" + member(behavior.definition.collection), "," + member(behavior.definition.collection + "_links"),
            "{" + member(behavior.definition.name)
        )
    }

    private var definition: ResourceDefinition { table.definition }

    // MARK: reading

    func list(_ request: Request) throws -> Response {
        let caller = Caller(request.context)
        let limit = maximumLimit
        let body = try reads.value(for: ReadKey(request, caller, maximumLimit: limit), in: store) {
            try page(request, caller, maximumLimit: limit)
        }
        return Response(jsonBuffer: body)
    }

    private func page(_ request: Request, _ caller: Caller, maximumLimit: Int?) throws -> ByteBuffer {
        let items = QueryItems(parsing: request.queryString)
        var query = try queries.parse(items, maximumLimit: maximumLimit)
        if let scope = behavior.scope(of: caller) { query.conditions.append(scope) }
        var transform: ((JSONObject) -> JSONObject)?
        if !definition.showsWholeDocument(fields: query.fields, asAdmin: caller.isAdmin) {
            let fields = query.fields
            transform = { [table] in table.definition.view($0, fields: fields, asAdmin: caller.isAdmin) }
        }
        var body = ByteBuffer()
        body.writeString(opening.list)
        let page: ListedPage
        do { page = try table.list(query, in: store, into: &body, transform: transform) } catch let error as UnknownMarker {
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

    private var maximumLimit: Int? {
        guard let text = config().string("pagination_max_limit"), let limit = Int(text), limit > 0 else { return nil }
        return limit
    }

    func show(_ request: Request, id: String) throws -> Response {
        let caller = Caller(request.context)
        let body = try reads.value(for: ReadKey(request, caller, maximumLimit: nil), in: store) { try document(request, caller, id: id) }
        return Response(jsonBuffer: body)
    }

    private func document(_ request: Request, _ caller: Caller, id: String) throws -> ByteBuffer {
        let fields = QueryItems(parsing: request.queryString).all("fields").filter { !$0.isEmpty }
        var body = ByteBuffer()
        let isWhole = definition.showsWholeDocument(fields: fields, asAdmin: caller.isAdmin)
        let isFound = try table.withDocument(id, scope: behavior.scope(of: caller), in: store) { bytes in
            body.reserveCapacity(opening.show.utf8.count + bytes.count + 1)
            body.writeString(opening.show)
            if isWhole {
                body.writeBytes(bytes)
            } else {
                let document = try JSONValue(parsing: bytes).objectValue ?? JSONObject()
                body.writeBytes(JSONValue.object(definition.view(document, fields: fields, asAdmin: caller.isAdmin)).serialized())
            }
        }
        guard isFound else { throw behavior.notFound(id) }
        body.writeStaticString("}")
        return body
    }

    // MARK: writing

    func create(_ request: Request) async throws -> Response {
        let caller = Caller(request.context)
        let body = try await request.body.collect()
        let creation = try bodies.creation(body, caller: caller.bodyCaller)
        let now = Timestamp.now()
        let drafts = zip(creation.items, creation.given).map { Draft(item: $0, given: $1, caller: caller, now: now) }
        for draft in drafts { try behavior.check(draft) }
        let limit = definition.quota.map { quotas.limit($0) }
        let records = try await store.write { [self] transaction in
            try quotas.reserve(definition.quota, drafts.map { $0.item.text("project_id") }, limit: limit ?? -1, in: transaction)
            return try drafts.map { draft in
                try behavior.prepare(draft, in: transaction)
                try requireCreation(draft, in: transaction)
                return try behavior.create(draft, in: transaction)
            }
        }
        let views = records.map { record in JSONValue.object(view(record, for: caller)) }
        let body201: JSONValue =
            creation.isBulk
            ? .object([definition.collection: .array(views)]) : .object([definition.name: views.first ?? .null])
        return Response(status: .created, json: body201)
    }

    private func requireCreation(_ draft: Draft, in transaction: any ReadTransaction) throws {
        if draft.caller.isUnrestricted { return }
        let target = try behavior.target(of: draft.item, in: transaction)
        try policy.require("create_" + definition.name, draft.caller, target)
        for attribute in definition.attributes where attribute.flags.contains(.enforcedByPolicy) && draft.given.contains(attribute.name) {
            if case .value(let value) = attribute.defaultValue, draft.item[attribute.name] == value { continue }
            try requireAttribute("create", attribute.name, draft.item, draft.caller, target)
        }
    }

    /// Asks for an attribute, and for the members of the fixed IPs when it is these.
    private func requireAttribute(
        _ action: String, _ name: String, _ item: JSONObject, _ caller: Caller, _ target: PolicyTarget
    ) throws {
        // Attributes that no rule names are anybody's who may do the action itself.
        if name == "mtu" { return }
        try policy.require("\(action)_\(definition.name):\(name)", caller, target)
        guard name == "fixed_ips", let elements = item[name]?.arrayValue else { return }
        for key in ["ip_address", "subnet_id"] where elements.contains(where: { $0[key] != nil }) {
            try policy.require("\(action)_\(definition.name):\(name):\(key)", caller, target)
        }
    }

    func update(_ request: Request, id: String) async throws -> Response {
        let caller = Caller(request.context)
        let condition = try RevisionCondition(request.headers)
        let body = try await request.body.collect()
        let changes = try bodies.update(body)
        let record = try await store.write { [self] transaction in
            let old = try visible(id, caller, in: transaction)
            try condition?.check(old, definition.name)
            try requireUpdate(old, changes, caller, in: transaction)
            var record = try behavior.update(Change(old: old, changes: changes, caller: caller), in: transaction)
            guard record != old else { return old }
            record.touch()
            try table.update(record, in: transaction)
            try behavior.changed(record, in: transaction)
            return record
        }
        return Response(json: .object([definition.name: .object(view(record, for: caller))]))
    }

    private func requireUpdate(_ old: JSONObject, _ changes: JSONObject, _ caller: Caller, in transaction: any ReadTransaction) throws {
        if caller.isUnrestricted { return }
        var target = try behavior.target(of: old, in: transaction)
        try policy.require("update_" + definition.name, caller, target)
        if changes.contains("device_owner") { target.deviceOwner = changes.text("device_owner") }
        for attribute in definition.attributes where attribute.flags.contains(.enforcedByPolicy) && changes.contains(attribute.name) {
            try requireAttribute("update", attribute.name, changes, caller, target)
        }
    }

    func delete(_ request: Request, id: String) async throws -> Response {
        let caller = Caller(request.context)
        let condition = try RevisionCondition(request.headers)
        guard try await request.body.collect().readableBytes == 0 else { throw APIFault.malformed("A DELETE request has no body") }
        try await store.write { [self] transaction in
            let record = try visible(id, caller, in: transaction)
            if !caller.isUnrestricted {
                try policy.require("delete_" + definition.name, caller, try behavior.target(of: record, in: transaction))
            }
            try condition?.check(record, definition.name)
            try behavior.delete(record, in: transaction)
            try TagFilters.forget(id, in: transaction)
        }
        return Response(status: .noContent)
    }

    // MARK: parts

    func visible(_ id: String, _ caller: Caller, in transaction: any ReadTransaction) throws -> JSONObject {
        guard let record = try table.record(id, scope: behavior.scope(of: caller), in: transaction) else {
            throw behavior.notFound(id)
        }
        return record
    }

    /// The record as its document shows it, aliases included.
    private func view(_ record: JSONObject, for caller: Caller) -> JSONObject {
        var result = JSONObject(reservingCapacity: record.count + 1)
        for attribute in definition.attributes where attribute.flags.contains(.visible) {
            guard let value = record[attribute.name] else { continue }
            if !caller.isAdmin, attribute.flags.contains(.adminRead) { continue }
            result.append(attribute.name, value)
            if let alias = attribute.alias { result.append(alias, value) }
        }
        return result
    }
}
