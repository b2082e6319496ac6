import APIResources
import ConfigOptions
import HTTPApplication
import NIOHTTP1
import Persistence

/// How much each project may have: the configuration's defaults and what administrators set for a project.
struct QuotaBook: Sendable {
    static let table = Schema.Table(
        "network_quotas",
        columns: [
            Schema.Column("project_id", .text, nullable: false), Schema.Column("resource", .text, nullable: false),
            Schema.Column("quota", .integer, nullable: false),
        ], primaryKey: ["project_id", "resource"])

    /// Quota names and the tables they count, in the order of answers.
    let resources: [(name: String, table: String)]
    private let config: @Sendable () -> ConfigSnapshot

    init(_ definitions: [ResourceDefinition], config: @escaping @Sendable () -> ConfigSnapshot) {
        resources = definitions.compactMap { definition in definition.quota.map { ($0, definition.tableName) } }
        self.config = config
    }

    /// The default of a quota; -1 is unlimited.
    func limit(_ name: String) -> Int {
        let config = config()
        return config.int("quota_" + name, group: "quotas") ?? config.int("default_quota", group: "quotas") ?? -1
    }

    func overrides(of project: String, in transaction: any ReadTransaction) throws -> [String: Int] {
        let rows = try transaction.rows("SELECT resource, quota FROM network_quotas WHERE project_id=?", [.text(project)]) {
            ($0.text(0), $0.int(1))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    func used(_ table: String, by project: String, in transaction: any ReadTransaction) throws -> Int {
        try transaction.count("SELECT count(*) FROM \(table) WHERE project_id=?", [.text(project)])
    }

    /// Refuses to make resources beyond what their projects may have.
    ///
    /// - Parameters:
    ///   - projects: the project of each resource that is to be made.
    ///   - limit: what applies to projects that have no quota of their own.
    /// - Throws: 409 OverQuota.
    func reserve(_ name: String?, _ projects: [String], limit: Int, in transaction: any ReadTransaction) throws {
        guard let name, let resource = resources.first(where: { $0.name == name }) else { return }
        for (project, wanted) in Dictionary(grouping: projects, by: { $0 }).mapValues(\.count) {
            let override = try transaction.first(
                "SELECT quota FROM network_quotas WHERE project_id=? AND resource=?", [.text(project), .text(name)]
            ) { $0.int(0) }
            let limit = override ?? limit
            guard limit >= 0 else { continue }
            guard try used(resource.table, by: project, in: transaction) + wanted <= limit else {
                throw APIFault(
                    .conflict, type: "OverQuota", message: "Project '\(project)' may have \(limit) of '\(name)' and would have more.")
            }
        }
    }
}
