import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The security groups of projects and ports.
struct SecurityGroupBook: Sendable {
    static let table = Schema.Table(
        "security_group_ports",
        columns: [Schema.Column("group_id", .text, nullable: false), Schema.Column("port_id", .text, nullable: false)],
        primaryKey: ["group_id", "port_id"], indexes: [Schema.Index("port", on: ["port_id"])])

    /// The name of the group that each project has of its own, and no other group.
    static let defaultName = "default"

    let tables: NetworkTables

    func notFound(_ id: String) -> APIFault {
        APIFault(.notFound, type: "SecurityGroupNotFound", message: "There is no security group \(id).")
    }

    // MARK: groups

    /// The id of the project's own group; `nil` when it has none yet.
    func defaultGroup(of project: String, in queries: some Queryable) throws -> String? {
        try queries.first("SELECT id FROM security_groups WHERE project_id=? AND name='default'", [.text(project)]) { $0.text(0) }
    }

    /// The id of the project's own group, which is made when it is not there.
    ///
    /// - Returns: `nil` for what is of no project.
    func requireDefaultGroup(of project: String, in transaction: any WriteTransaction) throws -> String? {
        guard !project.isEmpty else { return nil }
        if let id = try defaultGroup(of: project, in: transaction) { return id }
        let item: JSONObject = [
            "name": .string(Self.defaultName), "description": "Default security group", "stateful": true, "project_id": .string(project),
        ]
        return try make(item, now: .now(), in: transaction).text("id")
    }

    /// Makes a group with the rules that every new one has: everything may go out; into a project's own group, what comes from its ports.
    ///
    /// - Returns: its record.
    func make(_ item: JSONObject, now: Timestamp, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = item
        let id = UUIDText.make()
        let isDefault = item.text("name") == Self.defaultName
        record["id"] = .string(id)
        record["shared"] = false
        record["tags"] = []
        record["revision_number"] = 1
        record["created_at"] = .string(now.seconds)
        record["updated_at"] = .string(now.seconds)
        let directions: [(String, JSONValue)] = [("egress", .null)] + (isDefault ? [("ingress", .string(id))] : [])
        for (direction, remote) in directions {
            for ethertype in ["IPv4", "IPv6"] {
                let rule: JSONObject = [
                    "security_group_id": .string(id), "project_id": item["project_id"] ?? "", "direction": .string(direction),
                    "ethertype": .string(ethertype), "remote_group_id": remote, "description": .null,
                ]
                _ = try makeRule(rule, isDefault: isDefault, now: now, in: transaction)
            }
        }
        record["security_group_rules"] = try rules(of: id, in: transaction)
        try tables.groups.insert(record, in: transaction)
        return record
    }

    // MARK: rules

    /// Inserts a rule; the caller shows it on its group.
    func makeRule(_ item: JSONObject, isDefault: Bool, now: Timestamp, in transaction: any WriteTransaction) throws -> JSONObject {
        let values = try SecurityGroupRuleValues(item)
        var record = values.applied(to: item)
        record["id"] = .string(UUIDText.make())
        record["belongs_to_default_sg"] = .bool(isDefault)
        record["revision_number"] = 0
        record["created_at"] = .string(now.seconds)
        record["updated_at"] = .string(now.seconds)
        do {
            try tables.groupRules.insert(record, extra: [.text(values.meaning)], in: transaction)
        } catch let error as StoreError where error.isUniqueViolation {
            throw APIFault(
                .conflict, type: "SecurityGroupRuleExists",
                message: "The security group \(item.text("security_group_id")) has a rule like this already.")
        }
        return record
    }

    /// The rules of a group as it shows them.
    private func rules(of group: String, in transaction: any ReadTransaction) throws -> JSONValue {
        let rules = try tables.groupRules.records(where: SQLCondition("security_group_id=?", [.text(group)]), in: transaction)
        return .array(
            rules.map { rule in
                var rule = rule
                rule["tags"] = []
                return .object(rule)
            })
    }

    /// Shows the rules of a group on it, which counts as a change of it.
    func relink(_ group: String, in transaction: any WriteTransaction) throws {
        guard var record = try tables.groups.record(group, in: transaction) else { return }
        record["security_group_rules"] = try rules(of: group, in: transaction)
        record.touch()
        try tables.groups.update(record, in: transaction)
    }

    // MARK: ports

    func isUsed(_ group: String, in transaction: any ReadTransaction) throws -> Bool {
        try transaction.exists("SELECT 1 FROM security_group_ports WHERE group_id=?", [.text(group)])
    }

    /// Checks the groups that a request gives to a port.
    ///
    /// - Throws: 404 for a group that neither the caller nor the port's project has, 409 for groups that do not go together.
    func check(_ ids: [String], for project: String, _ caller: Caller, in transaction: any ReadTransaction) throws {
        var kinds: Set<Bool> = []
        for id in ids {
            guard let group = try tables.groups.record(id, in: transaction),
                caller.isAdmin || [caller.projectID, project].contains(group.text("project_id"))
            else { throw notFound(id) }
            kinds.insert(group.flag("stateful"))
        }
        guard kinds.count < 2 else {
            throw APIFault(
                .conflict, type: "SecurityGroupConflict", message: "The groups of a port are all stateful or all stateless.")
        }
    }

    /// Makes `groups` the port's.
    func bind(_ groups: [String], to port: String, in transaction: any WriteTransaction) throws {
        try unbind(port, in: transaction)
        for group in groups {
            try transaction.execute("INSERT INTO security_group_ports (group_id, port_id) VALUES (?,?)", [.text(group), .text(port)])
        }
    }

    func unbind(_ port: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM security_group_ports WHERE port_id=?", [.text(port)])
    }

    /// All ports of a network go.
    func unbindPorts(on network: String, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "DELETE FROM security_group_ports WHERE port_id IN (SELECT id FROM ports WHERE network_id=?)", [.text(network)])
    }
}
