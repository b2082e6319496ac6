import APIResources
import JSONCodec
import Persistence

/// Whether limits fit into the tree of projects: nobody has more than what the nearest project or domain above has that has a limit of its
/// own; the registered limit counts where none above has one. -1 is no limit, which is more than any number.
///
/// Upstream: keystone, `keystone/limit/models/strict_two_level.py`.
struct LimitHierarchy {
    let transaction: any ReadTransaction

    /// - Parameter limit: as it is stored.
    /// - Throws: ``IdentityFault``, 403.
    func check(_ limit: JSONObject) throws {
        let key = LimitKey(limit)
        let directory = IdentityDirectory(transaction)
        guard let value = limit["resource_limit"]?.integerValue,
            let id = (limit["project_id"] ?? .null).stringValue ?? limit["domain_id"]?.stringValue,
            let owner = try directory.project(id: id)
        else { return }
        if !owner.isDomain, let above = try allowance(above: owner, key, directory), Self.isMore(value, than: above) {
            throw Self.refusal(limit, "it is more than the \(above) above it")
        }
        for below in try directory.descendants(ofProject: id) {
            guard let other = try self.value(of: below, key), Self.isMore(other, than: value) else { continue }
            throw Self.refusal(limit, "the project '\(below.id)' below has \(other)")
        }
    }

    private static func isMore(_ value: Int, than other: Int) -> Bool { other >= 0 && (value < 0 || value > other) }

    private func allowance(above project: ProjectRecord, _ key: LimitKey, _ directory: IdentityDirectory) throws -> Int? {
        var above = try directory.ancestors(of: project)
        if let domain = try project.domainID.flatMap({ try directory.domain(id: $0) }) { above.append(domain) }
        for owner in above {
            if let value = try value(of: owner, key) { return value }
        }
        let registered = try IdentityTables.registeredLimits.records(where: key.condition, in: transaction).first
        return registered?["default_limit"]?.integerValue
    }

    /// The limit that a project or domain has itself.
    private func value(of owner: ProjectRecord, _ key: LimitKey) throws -> Int? {
        var condition = key.condition
        condition.sql += owner.isDomain ? " AND domain_id = ?" : " AND project_id = ?"
        condition.arguments.append(.text(owner.id))
        return try IdentityTables.limits.records(where: condition, in: transaction).first?["resource_limit"]?.integerValue
    }

    private static func refusal(_ limit: JSONObject, _ reason: String) -> IdentityFault {
        .forbidden("The limit \(limit["resource_limit"] ?? .null) of '\(limit["resource_name"]?.stringValue ?? "")' cannot be: \(reason).")
    }
}

extension IdentityService {
    /// A tree that is deeper than the model of limits allows would have limits that mean nothing.
    ///
    /// - Throws: ``LimitTreeError``.
    func refuseDeepTrees() throws {
        guard let maximum = settings.limitModel.maximumTreeDepth else { return }
        try read { (directory: IdentityDirectory) throws in
            let parents = try directory.source.rows(
                "SELECT DISTINCT parent_id FROM identity_projects WHERE is_domain = 0 AND parent_id IS NOT NULL"
            ) { $0.text(0) }
            for id in parents {
                guard let project = try directory.project(id: id), !project.isDomain else { continue }
                guard try directory.ancestors(of: project).count + 2 <= maximum else {
                    throw LimitTreeError(projectID: id, model: settings.limitModel)
                }
            }
        }
    }
}

/// Why the identity service does not start with a model of limits.
package struct LimitTreeError: Error, CustomStringConvertible {
    var projectID: String
    var model: LimitModel

    package var description: String {
        "the tree of projects is deeper than enforcement_model = \(model.rawValue) allows: there are projects below '\(projectID)'; "
            + "choose another model, or move them"
    }
}
