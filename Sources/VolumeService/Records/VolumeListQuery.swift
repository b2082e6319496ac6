import HTTPApplication
package import JSONCodec
package import Persistence

/// The SQL of a list of volumes: filters, order and page from a request's parameters.
package struct VolumeListQuery: Sendable {
    private var conditions: [String] = []
    private var arguments: [SQLValue] = []
    private var sort: [(expression: String, isDescending: Bool)] = []
    private let parameters: ListParameters
    private let project: String?
    /// A filter that no volume can meet.
    private var isEmpty = false

    package var limit: Int { parameters.limit }

    /// What a filter or a sort key compares, by its name in requests.
    private static let columns: [String: String] = [
        "id": "v.id", "name": "v.name", "display_name": "v.name", "description": "v.description", "display_description": "v.description",
        "status": "v.status", "size": "v.size", "availability_zone": "v.availability_zone", "bootable": "v.bootable",
        "multiattach": "v.multiattach", "encrypted": "v.encrypted", "migration_status": "v.migration_status", "host": "v.host",
        "project_id": "v.project_id", "user_id": "v.user_id", "volume_type_id": "v.volume_type_id", "snapshot_id": "v.snapshot_id",
        "source_volid": "v.source_volid", "attach_status": "v.attach_status", "service_uuid": "v.service_uuid",
        "created_at": "v.created_at", "updated_at": "v.updated_at",
    ]
    private static let numbers: Set<String> = ["size", "created_at", "updated_at", "bootable", "multiattach", "encrypted"]
    private static let booleans: Set<String> = ["bootable", "multiattach", "encrypted"]
    /// What everybody may filter by; administrators may use every column.
    private static let common: Set<String> = [
        "name", "status", "metadata", "bootable", "migration_status", "availability_zone", "group_id", "size", "created_at", "updated_at",
        "consumes_quota",
    ]

    package init(_ call: VolumeCall) throws {
        parameters = try ListParameters(call.query, maximumPage: call.settings.maximumPage)
        let wantsAll = try call.query.first("all_tenants").map { text in
            guard let flag = BodySchema.boolean(query: text) else {
                throw VolumeFault.badRequest("'all_tenants' must be a boolean, not '\(text)'.")
            }
            return flag
        }
        project = wantsAll ?? false && call.caller.isAdmin ? nil : call.caller.projectID
        if let project { add("v.project_id = ?", [.text(project)]) }
        for item in call.query.items where !ListParameters.names.contains(item.name) { try filter(item, call) }
        try order(by: parameters.sort)
    }

    private mutating func add(_ condition: String, _ values: [SQLValue]) {
        conditions.append(condition)
        arguments += values
    }

    private mutating func filter(_ item: QueryItems.Item, _ call: VolumeCall) throws {
        var name = item.name
        let isLike = name.hasSuffix("~") && call.isAtLeast(34)
        if isLike { name.removeLast() }
        guard call.caller.isAdmin || Self.common.contains(name) else {
            // Older versions overlook what they do not know.
            guard call.isAtLeast(31) else { return }
            throw VolumeFault.badRequest("Volumes cannot be filtered by '\(item.name)'.")
        }
        if name == "project_id", project != nil { return }
        switch name {
        case "metadata": try filterMetadata(item.value)
        case "group_id": isEmpty = true
        case "consumes_quota": isEmpty = isEmpty || BodySchema.boolean(query: item.value) == false
        case "created_at" where call.isAtLeast(60), "updated_at" where call.isAtLeast(60): try filterTime(name, item.value)
        default:
            guard let column = Self.columns[name] else {
                isEmpty = true
                return
            }
            if isLike {
                add("\(column) LIKE ? ESCAPE '\\'", [.text("%" + Self.escaped(item.value) + "%")])
            } else if let value = Self.value(name, item.value) {
                add("\(column) = ?", [value])
            } else {
                isEmpty = true
            }
        }
    }

    private static func value(_ name: String, _ text: String) -> SQLValue? {
        if booleans.contains(name) { return BodySchema.boolean(query: text).map { .integer($0 ? 1 : 0) } }
        if name == "created_at" || name == "updated_at" { return TimeFilter.parse(text).map { .integer($0) } }
        if numbers.contains(name) { return Int(text).map(SQLValue.integer) }
        return .text(text)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if character == "%" || character == "_" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return result
    }

    /// `{"key": "value"}`, or the same with the quotes that Python prints.
    private mutating func filterMetadata(_ text: String) throws {
        let json = (try? JSONValue(parsing: text)) ?? (try? JSONValue(parsing: String(text.map { $0 == "'" ? "\"" : $0 })))
        guard let object = json?.objectValue else { throw VolumeFault.badRequest("'metadata' must be a dictionary, not '\(text)'.") }
        for member in object {
            add(
                "EXISTS (SELECT 1 FROM json_each(v.metadata) m WHERE m.key = ? AND m.value = ?)",
                [.text(member.key), .text(member.value.stringValue ?? member.value.description)])
        }
    }

    private mutating func filterTime(_ name: String, _ text: String) throws {
        for comparison in try TimeFilter.comparisons(text, name: name) {
            add("v.\(name) \(comparison.comparator) ?", [.integer(comparison.microseconds)])
        }
    }

    private mutating func order(by keys: [ListParameters.SortKey]) throws {
        var keys = keys
        if keys.isEmpty { keys = [.init(name: "created_at", isDescending: true)] }
        let last = keys.last?.isDescending ?? true
        if !keys.contains(where: { $0.name == "created_at" }) { keys.append(.init(name: "created_at", isDescending: last)) }
        if !keys.contains(where: { $0.name == "id" }) { keys.append(.init(name: "id", isDescending: last)) }
        for key in keys {
            guard let column = Self.columns[key.name] else { throw VolumeFault.badRequest("Volumes cannot be sorted by '\(key.name)'.") }
            // A column without nulls is compared as it is, so that its index serves.
            let isNullable = [
                "v.name", "v.description", "v.migration_status", "v.host", "v.volume_type_id", "v.snapshot_id", "v.source_volid",
                "v.service_uuid", "v.updated_at",
            ].contains(column)
            let neutral = Self.numbers.contains(key.name) ? "0" : "''"
            sort.append((isNullable ? "COALESCE(\(column), \(neutral))" : column, key.isDescending))
        }
    }

    /// Runs the query and calls `row` for each volume of the page.
    ///
    /// - Throws: ``VolumeFault``, 404, when the marker is no volume that the caller can see.
    package func run(_ select: String, in transaction: any ReadTransaction, _ row: (borrowing Row) throws -> Void) throws {
        var conditions = conditions
        var arguments = arguments
        if let marker = parameters.marker {
            let (condition, values) = try position(after: marker, in: transaction)
            conditions.append(condition)
            arguments += values
        }
        guard !isEmpty, parameters.limit > 0 else { return }
        let order = sort.map { $0.expression + ($0.isDescending ? " DESC" : " ASC") }.joined(separator: ", ")
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        try transaction.query(
            "SELECT \(select) FROM \(VolumeView.tables)\(filter) ORDER BY \(order) LIMIT ? OFFSET ?",
            arguments + [.integer(parameters.limit), .integer(parameters.offset)], row)
    }

    /// How many volumes meet the filters, and how large they are together, whatever the page.
    package func totals(in transaction: any ReadTransaction) throws -> (count: Int, size: Int) {
        guard !isEmpty else { return (0, 0) }
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return try transaction.first("SELECT count(*), COALESCE(sum(v.size), 0) FROM volumes v\(filter)", arguments) {
            ($0.int(0), $0.int(1))
        }
            ?? (0, 0)
    }

    /// The metadata of all volumes that meet the filters and have some.
    package func metadata(in transaction: any ReadTransaction) throws -> [JSONObject] {
        guard !isEmpty else { return [] }
        let filter = (conditions + ["v.metadata <> '{}'"]).joined(separator: " AND ")
        return try transaction.rows("SELECT v.metadata FROM volumes v WHERE \(filter)", arguments) { try $0.json(0).objectValue ?? [:] }
    }

    /// The condition that a volume stands after `marker` in the order.
    private func position(after marker: String, in transaction: any ReadTransaction) throws -> (condition: String, values: [SQLValue]) {
        let expressions = sort.map(\.expression)
        let values = try transaction.first(
            "SELECT \(expressions.joined(separator: ", ")), v.project_id FROM volumes v WHERE v.id = ?", [.text(marker)]
        ) { row -> [SQLValue]? in
            if let project, row.text(expressions.count) != project { return nil }
            return expressions.indices.map { row.value($0) }
        }
        guard let values = values ?? nil else { throw VolumeFault.notFound("Volume", marker) }
        if let isDescending = sort.first?.isDescending, sort.allSatisfy({ $0.isDescending == isDescending }) {
            let marks = expressions.map { _ in "?" }.joined(separator: ", ")
            return ("(\(expressions.joined(separator: ", "))) \(isDescending ? "<" : ">") (\(marks))", values)
        }
        var alternatives: [String] = []
        var bound: [SQLValue] = []
        for (index, key) in sort.enumerated() {
            let equal = expressions[..<index].map { $0 + " = ?" }
            alternatives.append("(" + (equal + ["\(key.expression) \(key.isDescending ? "<" : ">") ?"]).joined(separator: " AND ") + ")")
            bound += values[...index]
        }
        return ("(" + alternatives.joined(separator: " OR ") + ")", bound)
    }
}
