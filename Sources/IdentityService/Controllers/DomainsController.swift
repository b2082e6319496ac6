import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence
import Routing

/// `/domains`, and the options that single domains have.
///
/// The options are kept and told; no back end of users goes by them, for all users are in this database.
enum DomainsController {
    static let operations =
        DomainKind().operations() + defaultOperations + paths.flatMap(routes) + [
            IdentityOperation(.PUT, "domains/{domain_id}/config", "domain_config", "create") { try await create($0) }
        ]

    private static let defaultOperations: [IdentityOperation] = [
        IdentityOperation(.GET, "domains/config/default", "domain_config", "default") { try defaults($0) },
        IdentityOperation(.GET, "domains/config/{group}/default", "domain_config", "default_group") { try defaults($0) },
        IdentityOperation(.GET, "domains/config/{group}/{option}/default", "domain_config", "default_option") { try defaults($0) },
    ]

    private static let paths = [
        "domains/{domain_id}/config", "domains/{domain_id}/config/{group}", "domains/{domain_id}/config/{group}/{option}",
    ]

    private static func routes(_ path: String) -> [IdentityOperation] {
        [
            IdentityOperation(.GET, path, "domain_config", "show") { try show($0) },
            IdentityOperation(.PATCH, path, "domain_config", "update") { try await update($0) },
            IdentityOperation(.DELETE, path, "domain_config", "delete") { try await delete($0) },
        ]
    }

    /// The options that a domain may have, by group, with what holds where it has none.
    private static let known: [(group: String, options: JSONObject)] = [
        ("identity", ["driver": "sql", "list_limit": .null]),
        (
            "ldap",
            JSONObject(
                [
                    "url", "user", "suffix", "query_scope", "page_size", "alias_dereferencing", "debug_level", "chase_referrals",
                    "user_tree_dn", "user_filter", "user_objectclass", "user_id_attribute", "user_name_attribute", "user_mail_attribute",
                    "user_description_attribute", "user_pass_attribute", "user_enabled_attribute", "user_enabled_invert",
                    "user_enabled_mask", "user_enabled_default", "user_attribute_ignore", "user_default_project_id_attribute",
                    "user_enabled_emulation", "user_enabled_emulation_dn", "user_enabled_emulation_use_group_config",
                    "user_additional_attribute_mapping", "group_tree_dn", "group_filter", "group_objectclass", "group_id_attribute",
                    "group_name_attribute", "group_members_are_ids", "group_member_attribute", "group_desc_attribute",
                    "group_attribute_ignore", "group_additional_attribute_mapping", "tls_cacertfile", "tls_cacertdir", "use_tls",
                    "tls_req_cert", "use_pool", "pool_size", "pool_retry_max", "pool_retry_delay", "pool_connection_timeout",
                    "pool_connection_lifetime", "use_auth_pool", "auth_pool_size", "auth_pool_connection_lifetime",
                ].map { ($0, JSONValue.null) })
        ),
    ]
    /// Kept like the others and never told.
    private static let sensitive: Set<String> = ["password"]

    private static func isKnown(_ group: String, _ option: String? = nil) -> Bool {
        guard let entry = known.first(where: { $0.group == group }) else { return false }
        return option.map { entry.options.contains($0) || sensitive.contains($0) } ?? true
    }

    private static func refuseUnknown(_ group: String?, _ option: String?) throws {
        guard let group else { return }
        guard isKnown(group, option) else {
            throw IdentityFault.forbidden("Domains have no option '\(option.map { group + "." + $0 } ?? group)'.")
        }
    }

    // MARK: Defaults

    private static func defaults(_ call: IdentityCall) throws -> Response {
        try call.authorize("get_domain_config_default")
        let (group, option) = (call.captures["group"], call.captures["option"])
        try refuseUnknown(group, option)
        let all = JSONObject(known.map { ($0.group, JSONValue.object($0.options)) })
        guard let group else { return Response(json: ["config": .object(all)]) }
        guard let option else { return Response(json: ["config": [group: all[group] ?? [:]]]) }
        return Response(json: ["config": [option: all[group]?[option] ?? .null]])
    }

    // MARK: The options of a domain

    /// - Throws: ``IdentityFault``: 403, 404.
    private static func examine(_ call: IdentityCall, _ action: String) throws {
        let id = call.capture("domain_id")
        let isThere = try call.service.read { try $0.domain(id: id) != nil }
        // What a domain demands of passwords, everybody may know who has to choose one.
        let isCompliance = call.captures["group"] == "security_compliance" && action == "get_domain_config"
        try call.authorize(isCompliance ? "get_security_compliance_domain_config" : action, ["domain": ["id": .string(id)]])
        guard isThere else { throw IdentityFault.notFound("domain", id) }
    }

    private static func stored(_ domain: String, in source: any Queryable) throws -> JSONObject {
        var config = JSONObject()
        try source.query(
            "SELECT option_group, name, value FROM identity_domain_settings WHERE domain_id = ? ORDER BY rowid", [.text(domain)]
        ) { row in
            guard !sensitive.contains(row.text(1)) else { return }
            var group = config[row.text(0)]?.objectValue ?? [:]
            group[row.text(1)] = try row.json(2)
            config[row.text(0)] = .object(group)
        }
        return config
    }

    private static func show(_ call: IdentityCall) throws -> Response {
        try examine(call, "get_domain_config")
        let config = try stored(call.capture("domain_id"), in: call.service.store)
        guard let group = call.captures["group"] else {
            guard !config.isEmpty else { throw IdentityFault.notFound("domain config", call.capture("domain_id")) }
            return Response(json: ["config": .object(config)])
        }
        guard let options = config[group] else { throw IdentityFault.notFound("domain config", group) }
        guard let option = call.captures["option"] else { return Response(json: ["config": [group: options]]) }
        guard let value = options[option] else { throw IdentityFault.notFound("domain config", "\(group).\(option)") }
        return Response(json: ["config": [option: value]])
    }

    /// What a body gives, by group: of the group, or of the option, that the path names it holds nothing else.
    private static func given(_ call: IdentityCall) async throws -> [(group: String, options: JSONObject)] {
        let config = try await call.body("config")
        guard !config.isEmpty else { throw IdentityFault.badRequest("The configuration is empty.") }
        let group = call.captures["group"]
        if let group, let option = call.captures["option"] {
            try refuseUnknown(group, option)
            guard config.count == 1, let value = config[option] else {
                throw IdentityFault.forbidden("The body is not about the option '\(group).\(option)'.")
            }
            return [(group, [option: value])]
        }
        return try config.map { member in
            guard group == nil || member.key == group, let options = member.value.objectValue else {
                throw IdentityFault.forbidden("The body is not about the group '\(group ?? member.key)'.")
            }
            for option in options { try refuseUnknown(member.key, option.key) }
            return (member.key, options)
        }
    }

    private static func write(
        _ given: [(group: String, options: JSONObject)], _ domain: String, in transaction: any WriteTransaction
    ) throws {
        for (group, options) in given {
            for option in options {
                try transaction.execute(
                    "INSERT INTO identity_domain_settings (domain_id, option_group, name, value) VALUES (?, ?, ?, ?) "
                        + "ON CONFLICT (domain_id, option_group, name) DO UPDATE SET value = excluded.value",
                    [.text(domain), .text(group), .text(option.key), .text(option.value.description)])
            }
        }
    }

    private static func create(_ call: IdentityCall) async throws -> Response {
        try examine(call, "create_domain_config")
        let (domain, given) = (call.capture("domain_id"), try await given(call))
        let isNew = try await call.service.write { transaction in
            let count = try transaction.execute("DELETE FROM identity_domain_settings WHERE domain_id = ?", [.text(domain)])
            try write(given, domain, in: transaction)
            return count == 0
        }
        let config = try stored(domain, in: call.service.store)
        return Response(status: isNew ? .created : .ok, json: ["config": .object(config)])
    }

    private static func update(_ call: IdentityCall) async throws -> Response {
        try examine(call, "update_domain_config")
        let (domain, given) = (call.capture("domain_id"), try await given(call))
        let (namesGroup, namesOption) = (call.captures["group"] != nil, call.captures["option"] != nil)
        try await call.service.write { transaction in
            let known = try stored(domain, in: transaction)
            guard !known.isEmpty else { throw IdentityFault.notFound("domain config", domain) }
            for (group, options) in given where namesGroup {
                guard let present = known[group]?.objectValue else { throw IdentityFault.notFound("domain config", group) }
                if namesOption, let option = options.keys.first, !present.contains(option) {
                    throw IdentityFault.notFound("domain config", "\(group).\(option)")
                }
            }
            try write(given, domain, in: transaction)
        }
        return Response(json: ["config": .object(try stored(domain, in: call.service.store))])
    }

    private static func delete(_ call: IdentityCall) async throws -> Response {
        try examine(call, "delete_domain_config")
        var (condition, arguments): (String, [SQLValue]) = ("domain_id = ?", [.text(call.capture("domain_id"))])
        if let group = call.captures["group"] {
            condition += " AND option_group = ?"
            arguments.append(.text(group))
        }
        if let option = call.captures["option"] {
            condition += " AND name = ?"
            arguments.append(.text(option))
        }
        let (sql, values) = ("DELETE FROM identity_domain_settings WHERE " + condition, arguments)
        let count = try await call.service.write { try $0.execute(sql, values) }
        guard count > 0 else { throw IdentityFault.notFound("domain config", call.captures["group"] ?? call.capture("domain_id")) }
        return .identityEmpty
    }
}
