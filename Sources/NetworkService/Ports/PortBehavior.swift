import APIResources
import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of ports.
struct PortBehavior: ResourceBehavior {
    let tables: NetworkTables
    let addresses: AddressAllocator
    let config: @Sendable () -> ConfigSnapshot

    var table: ResourceTable { tables.ports }
    private var book: SecurityGroupBook { SecurityGroupBook(tables: tables) }
    private var planner: FixedIPPlanner { FixedIPPlanner(tables: tables, addresses: addresses) }

    var computedFilters: [String: QueryRules.ComputedFilter] {
        ["fixed_ips": PortFilters.fixedIPs, "security_groups": PortFilters.securityGroups]
    }

    var parent: PolicyParent? { PolicyParent(tables.networks.definition, named: "network_id") }

    func scope(of caller: Caller) -> SQLCondition? {
        if caller.isAdmin || caller.isService { return nil }
        return SQLCondition(
            "(project_id = ? OR network_id IN (SELECT id FROM networks WHERE project_id = ?))",
            [.text(caller.projectID), .text(caller.projectID)])
    }

    private func network(_ id: String, in transaction: any ReadTransaction) throws -> JSONObject {
        guard let network = try tables.networks.record(id, in: transaction) else { throw networkNotFound(id) }
        return network
    }

    private func networkNotFound(_ id: String) -> APIFault {
        APIFault(.notFound, type: "NetworkNotFound", message: "There is no network \(id).")
    }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget {
        PolicyTarget(record, on: try network(record.text("network_id"), in: transaction))
    }

    func check(_ draft: Draft) throws {
        try PortRules.checkAddressPairs(draft.item, limit: config().int("max_allowed_address_pair") ?? 10)
    }

    /// A network that the caller does not see is none.
    func prepare(_ draft: Draft, in transaction: any ReadTransaction) throws {
        let owner = try network(draft.item.text("network_id"), in: transaction)
        let caller = draft.caller
        guard caller.isAdmin || caller.isService || owner["project_id"] == .string(caller.projectID) || owner.flag("shared") else {
            throw networkNotFound(owner.text("id"))
        }
    }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.record(revision: 1)
        let owner = try network(record.text("network_id"), in: transaction)
        record["status"] = "DOWN"
        if record["port_security_enabled"] == nil {
            // The ports of the network's own devices are not protected from themselves.
            let isOwn = record.text("device_owner").hasPrefix("network:")
            record["port_security_enabled"] = .bool(!isOwn && owner.flag("port_security_enabled"))
        }
        try PortRules.checkSecurity(record)
        let groups = try groups(&record, draft.caller, in: transaction)
        try PortRules.bind(&record)
        if record["mac_address"]?.stringValue == nil {
            record["mac_address"] = .string(
                try HardwareAddresses(base: config().string("base_mac") ?? "").make(on: owner.text("id"), in: transaction).description)
        } else {
            try requireFreeMAC(record, in: transaction)
        }
        let requested = record["fixed_ips"]?.arrayValue
        let fixed = try planner.assign(requested, to: PortPlace(record), in: transaction)
        record["fixed_ips"] = .array(fixed.map(\.document))
        record["ip_allocation"] = requested?.isEmpty ?? false ? "none" : "immediate"
        record["allowed_address_pairs"] = PortRules.addressPairs(record)
        record["extra_dhcp_opts"] = .array(PortRules.dhcpOptions(record["extra_dhcp_opts"], over: []))
        if record["data_plane_status"] == nil { record["data_plane_status"] = .null }
        let tags = (draft.item["tags"]?.arrayValue ?? []).compactMap(\.stringValue).sorted()
        record["tags"] = .array(tags.map { .string($0) })
        try insert(record, in: transaction)
        if !groups.isEmpty { try book.bind(groups, to: record.text("id"), in: transaction) }
        if !tags.isEmpty { try TagFilters.replace(record.text("id"), tags, in: transaction) }
        return record
    }

    private func insert(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        do { try table.insert(record, in: transaction) } catch let error as StoreError where error.isUniqueViolation {
            throw macInUse(record)
        }
    }

    private func macInUse(_ record: JSONObject) -> APIFault {
        APIFault(
            .conflict, type: "MacAddressInUse",
            message: "Another port of network \(record.text("network_id")) has the MAC address \(record.text("mac_address")).")
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = change.old
        try PortRules.checkAddressPairs(change.changes, limit: config().int("max_allowed_address_pair") ?? 10)
        for member in change.changes { record[member.key] = member.value }
        if change.changes.contains("mac_address") { try changeMAC(&record, change.old, in: transaction) }
        let givesGroups = change.changes.contains("security_groups")
        try PortRules.checkSecurity(record, givesGroups: givesGroups)
        let isSecured = record.flag("port_security_enabled") && !change.old.flag("port_security_enabled")
        if givesGroups || isSecured {
            if !givesGroups { record.removeValue(forKey: "security_groups") }
            let groups = try groups(&record, change.caller, in: transaction)
            try book.bind(groups, to: record.text("id"), in: transaction)
        }
        try PortRules.bind(&record)
        if change.changes.contains("fixed_ips") || record["mac_address"] != change.old["mac_address"] {
            let held = (change.old["fixed_ips"]?.arrayValue ?? []).compactMap { FixedIP($0) }
            let requested = try change.changes["fixed_ips"]?.arrayValue ?? kept(held, in: transaction)
            let fixed = try planner.assign(requested, to: PortPlace(record), holding: held, in: transaction)
            record["fixed_ips"] = .array(fixed.map(\.document))
            if !fixed.isEmpty { record["ip_allocation"] = "immediate" }
        }
        if change.changes.contains("allowed_address_pairs") || change.changes.contains("mac_address") {
            record["allowed_address_pairs"] = PortRules.addressPairs(record)
        }
        if change.changes.contains("extra_dhcp_opts") {
            let old = change.old["extra_dhcp_opts"]?.arrayValue ?? []
            record["extra_dhcp_opts"] = .array(PortRules.dhcpOptions(change.changes["extra_dhcp_opts"], over: old))
        }
        return record
    }

    /// Gives a port the groups that its record asks for, or its project's own when it does not say.
    ///
    /// - Returns: their ids, of which nothing is written yet.
    private func groups(_ record: inout JSONObject, _ caller: Caller, in transaction: any WriteTransaction) throws -> [String] {
        let project = record.text("project_id")
        var ids = (record["security_groups"]?.arrayValue ?? []).compactMap(\.stringValue)
        try book.check(ids, for: project, caller, in: transaction)
        let takesDefault = record["security_groups"] == nil && record.flag("port_security_enabled")
        if takesDefault, !record.text("device_owner").hasPrefix("network:") {
            ids = try book.requireDefaultGroup(of: project, in: transaction).map { [$0] } ?? []
        }
        record["security_groups"] = .array(ids.map { .string($0) })
        return ids
    }

    /// With a new hardware address, the addresses made from the old one go and the others stay.
    private func kept(_ held: [FixedIP], in transaction: any ReadTransaction) throws -> [JSONValue] {
        try held.filter { fixed in
            guard let subnet = try tables.subnets.record(fixed.subnetID, in: transaction) else { return false }
            return !SubnetAddressing.isAutomatic(subnet)
        }.map(\.document)
    }

    private func changeMAC(_ record: inout JSONObject, _ old: JSONObject, in transaction: any ReadTransaction) throws {
        let network = record.text("network_id")
        if record["mac_address"]?.stringValue == nil {
            let made = try HardwareAddresses(base: config().string("base_mac") ?? "").make(on: network, in: transaction)
            record["mac_address"] = .string(made.description)
        }
        guard record["mac_address"] != old["mac_address"] else { return }
        if !old.text("binding:host_id").isEmpty, old.text("binding:vif_type") != "binding_failed" {
            throw APIFault(
                .conflict, type: "PortBound", message: "Port \(old.text("id")) is bound: its MAC address cannot be changed.")
        }
        try requireFreeMAC(record, in: transaction)
    }

    private func requireFreeMAC(_ record: JSONObject, in transaction: any ReadTransaction) throws {
        let isTaken = try transaction.exists(
            "SELECT 1 FROM ports WHERE network_id=? AND mac_address=? AND id<>?",
            [.text(record.text("network_id")), .text(record.text("mac_address")), .text(record.text("id"))])
        if isTaken { throw macInUse(record) }
    }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        let owner = record.text("device_owner")
        if PortRules.serviceOwners.contains(owner), !record.text("device_id").isEmpty {
            throw APIFault(
                .conflict, type: "ServicePortInUse", message: "Port \(id) cannot be deleted directly: it has the owner \(owner).")
        }
        try remove(record, in: transaction)
    }

    /// Deletes the port whoever has it.
    func remove(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        try tables.disassociate(id, in: transaction)
        try addresses.releaseAll(id, in: transaction)
        try book.unbind(id, in: transaction)
        try table.delete(id, in: transaction)
    }
}
