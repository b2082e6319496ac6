import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// `/regions`: the only resources whose id a client may choose.
struct RegionKind: ResourceKind {
    let table = IdentityTables.regions

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        if record["id"]?.stringValue?.isEmpty ?? true { record["id"] = .string(UUIDText.makeHex()) }
        if record["description"]?.isNull ?? true { record["description"] = "" }
        try checkParent(record, step)
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try checkParent(record, step)
    }

    private func checkParent(_ record: JSONObject, _ step: ResourceStep) throws {
        guard let parent = record["parent_region_id"]?.stringValue else { return }
        var next: String? = parent
        var seen: Set<String> = []
        while let id = next {
            guard id != record["id"]?.stringValue, seen.insert(id).inserted else {
                throw IdentityFault.badRequest("The region would be above itself.")
            }
            guard let found = try table.record(id, in: step.transaction) else { throw IdentityFault.notFound("region", id) }
            next = found["parent_region_id"]?.stringValue
        }
    }

    func remove(_ record: JSONObject, _ step: ResourceStep) throws {
        let id = record["id"]?.stringValue ?? ""
        guard try !step.transaction.exists("SELECT 1 FROM identity_regions WHERE parent_region_id = ?", [.text(id)]),
            try !step.transaction.exists("SELECT 1 FROM identity_endpoints WHERE region_id = ?", [.text(id)])
        else { throw IdentityFault.forbidden("Regions or endpoints of the region '\(id)' exist.") }
    }
}

/// `/services`.
struct ServiceKind: ResourceKind {
    let table = IdentityTables.services

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        nameNameless(&record)
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws { nameNameless(&record) }

    /// A service without a name, as clients make it with none or with `null`, shows an empty one; a description is shown when there is one.
    private func nameNameless(_ record: inout JSONObject) {
        if record["name"]?.isNull ?? true { record["name"] = "" }
    }

    func remove(_ record: JSONObject, _ step: ResourceStep) throws {
        let id = record["id"]?.stringValue ?? ""
        for table in [IdentityTables.endpoints, IdentityTables.limits, IdentityTables.registeredLimits] {
            try step.transaction.execute("DELETE FROM \(table.name) WHERE service_id = ?", [.text(id)])
        }
    }
}

/// `/endpoints`.
struct EndpointKind: ResourceKind {
    let table = IdentityTables.endpoints

    func prepare(_ given: inout JSONObject, isNew: Bool, _ call: IdentityCall) async throws {
        // The older name makes the region when it is not there; the newer one only refers to it.
        guard given["region_id"] == nil, let region = given["region"]?.stringValue else { return }
        given["region_id"] = .string(region)
        try await call.service.write { transaction in
            guard try IdentityTables.regions.record(region, in: transaction) == nil else { return }
            try IdentityTables.regions.insert(
                ["id": .string(region), "description": "", "parent_region_id": .null], in: transaction)
        }
    }

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws { try check(&record, step) }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try check(&record, step)
    }

    private func check(_ record: inout JSONObject, _ step: ResourceStep) throws {
        let service = record["service_id"]?.stringValue ?? ""
        guard try IdentityTables.services.record(service, in: step.transaction) != nil else {
            throw IdentityFault.badRequest("There is no service '\(service)'.")
        }
        if let region = record["region_id"]?.stringValue, try IdentityTables.regions.record(region, in: step.transaction) == nil {
            throw IdentityFault.badRequest("There is no region '\(region)'.")
        }
        record["region"] = record["region_id"] ?? .null
        let url = record["url"]?.stringValue ?? ""
        guard Self.isTemplate(url) else { throw IdentityFault.badRequest("The URL '\(url)' has a variable that is not known, or no end.") }
    }

    private static let variables: Set<String> = [
        "tenant_id", "project_id", "user_id", "public_bind_host", "admin_bind_host", "compute_host", "compute_port", "admin_port",
        "public_port", "public_endpoint", "admin_endpoint",
    ]

    /// Whether every `$(name)s` and `%(name)s` of a URL names a variable that there is.
    static func isTemplate(_ url: String) -> Bool {
        var rest = url[...]
        while let mark = rest.firstIndex(where: { $0 == "$" || $0 == "%" }) {
            let after = rest.index(after: mark)
            guard after < rest.endIndex, rest[after] == "(" else {
                guard rest[mark] == "$" else { return false }
                rest = rest[after...]
                continue
            }
            guard let end = rest[after...].firstRange(of: ")s") else { return false }
            guard variables.contains(String(rest[rest.index(after: after)..<end.lowerBound])) else { return false }
            rest = rest[end.upperBound...]
        }
        return true
    }
}

/// `/policies`: texts that are kept for others.
struct PolicyKind: ResourceKind {
    let table = IdentityTables.policies
}

/// `/OS-EP-FILTER/endpoint_groups`.
struct EndpointGroupKind: ResourceKind {
    let table = IdentityTables.endpointGroups
    let keepsExtra = false
    private static let filters: Set<String> = ["service_id", "region_id", "interface"]

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws { try check(record) }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws { try check(record) }

    private func check(_ record: JSONObject) throws {
        for filter in record["filters"]?.objectValue ?? [:] {
            guard Self.filters.contains(filter.key) else { throw IdentityFault.invalid("filters", "'\(filter.key)' is not known") }
        }
    }
}
