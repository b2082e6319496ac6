import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Gives networks their segments. No two networks get the same: a unique index holds that against races.
struct SegmentAllocator: Sendable {
    static let table = Schema.Table(
        "network_segments",
        columns: [
            Schema.Column("seq", .integer, primaryKey: true), Schema.Column("network_id", .text, nullable: false),
            Schema.Column("network_type", .text, nullable: false), Schema.Column("physical_network", .text, nullable: false),
            Schema.Column("segmentation_id", .integer),
        ],
        indexes: [
            Schema.Index("place", on: ["network_type", "physical_network", "segmentation_id"], unique: true),
            Schema.Index("network", on: ["network_id"]),
        ])

    let types: SegmentTypes

    /// The segments that a request asks for, checked; `nil` when it leaves the choice to the service.
    ///
    /// - Throws: 400 for what cannot be.
    func requested(_ item: JSONObject) throws -> [Segment]? {
        if let segments = item["segments"]?.arrayValue {
            guard !item.keys.contains(where: { $0.hasPrefix("provider:") }) else {
                throw APIFault(
                    .badRequest, type: "SegmentsSetInConjunctionWithProviders",
                    message: "Segments and provider attributes cannot both be given.")
            }
            return try segments.map { try segment($0.objectValue ?? JSONObject()) }
        }
        guard item.keys.contains(where: { $0.hasPrefix("provider:") && !(item[$0]?.isNull ?? true) }) else { return nil }
        return [try segment(item)]
    }

    private func segment(_ item: JSONObject) throws -> Segment {
        let physical = item["provider:physical_network"]?.stringValue
        let id = try item["provider:segmentation_id"].flatMap { value in
            value.isNull ? nil : try Self.integer(value)
        }
        guard let type = item["provider:network_type"]?.stringValue else { throw APIFault.invalidInput("provider:network_type is missing") }
        guard types.types.contains(type) else { throw APIFault.invalidInput("'\(type)' is no network type") }
        switch type {
        case "local":
            guard physical == nil, id == nil else { throw APIFault.invalidInput("a local network has no other provider attributes") }
        case "flat":
            guard let physical else { throw APIFault.invalidInput("a flat network needs provider:physical_network") }
            guard types.allowsFlat(physical) else {
                throw APIFault.invalidInput("physical network '\(physical)' is unknown for flat networks")
            }
            guard id == nil else { throw APIFault.invalidInput("a flat network has no provider:segmentation_id") }
        case "vlan":
            if let physical, !types.hasPhysicalNetwork(physical) {
                throw APIFault.invalidInput("physical network '\(physical)' is unknown for VLAN networks")
            }
            if let id, !(1...4094).contains(id) { throw APIFault.invalidInput("VLAN \(id) is outside 1 to 4094") }
            if id != nil, physical == nil { throw APIFault.invalidInput("provider:segmentation_id needs provider:physical_network") }
        default:
            guard physical == nil else { throw APIFault.invalidInput("a \(type) network has no provider:physical_network") }
            if let id, !(0..<1 << 24).contains(id), type != "gre" { throw APIFault.invalidInput("\(id) is no segmentation id of \(type)") }
        }
        return Segment(type: type, physicalNetwork: physical, id: id)
    }

    private static func integer(_ value: JSONValue) throws -> Int {
        do { return try Conversion.integer.convert(value).integerValue ?? 0 } catch {
            throw APIFault.invalidInput("provider:segmentation_id: \(error)")
        }
    }

    /// Takes what was asked for, or the first type of the configuration that has something free.
    func allocate(_ requested: [Segment]?, for network: String, in transaction: any WriteTransaction) throws -> [Segment] {
        if let requested {
            return try requested.map { wanted in
                guard let taken = try take(wanted, for: network, in: transaction) else { throw Self.nothingFree }
                return taken
            }
        }
        for type in types.projectTypes where types.types.contains(type) {
            let wanted = Segment(type: type, physicalNetwork: nil, id: nil)
            if type != "flat", let taken = try take(wanted, for: network, in: transaction) { return [taken] }
        }
        throw Self.nothingFree
    }

    private static var nothingFree: APIFault {
        APIFault(
            .serviceUnavailable, type: "NoNetworkAvailable", message: "Nothing of the configured network types is free.")
    }

    private func take(_ wanted: Segment, for network: String, in transaction: any WriteTransaction) throws -> Segment? {
        var segment = wanted
        switch wanted.type {
        case "local": return segment
        case "vlan":
            if wanted.id == nil {
                let ranges = types.vlanRanges.filter { wanted.physicalNetwork == nil || wanted.physicalNetwork == $0.physicalNetwork }
                for (physical, range) in ranges {
                    guard let range, let id = try free("vlan", physical, range, in: transaction) else { continue }
                    (segment.physicalNetwork, segment.id) = (physical, id)
                    break
                }
                guard segment.id != nil else { return nil }
            }
        case "flat": break
        default:
            if wanted.id == nil {
                for range in types.tunnelRanges[wanted.type] ?? [] where segment.id == nil {
                    segment.id = try free(wanted.type, "", range, in: transaction)
                }
                guard segment.id != nil else { return nil }
            }
        }
        do {
            try transaction.execute(
                "INSERT INTO network_segments (network_id, network_type, physical_network, segmentation_id) VALUES (?,?,?,?)",
                [.text(network), .text(segment.type), .text(segment.physicalNetwork ?? ""), .integer(segment.id ?? -1)])
        } catch let error as StoreError where error.isUniqueViolation {
            throw Self.taken(segment)
        }
        return segment
    }

    private static func taken(_ segment: Segment) -> APIFault {
        let physical = segment.physicalNetwork ?? ""
        let id = segment.id.map(String.init) ?? ""
        switch segment.type {
        case "vlan":
            return APIFault(.conflict, type: "VlanIdInUse", message: "VLAN \(id) of physical network \(physical) is in use.")
        case "flat": return APIFault(.conflict, type: "FlatNetworkInUse", message: "Physical network \(physical) is in use.")
        default: return APIFault(.conflict, type: "TunnelIdInUse", message: "Tunnel id \(id) is in use.")
        }
    }

    /// A free id: the one after the highest that is taken, else the first gap.
    private func free(_ type: String, _ physical: String, _ range: ClosedRange<Int>, in transaction: any ReadTransaction) throws -> Int? {
        let place: [SQLValue] = [.text(type), .text(physical), .integer(range.lowerBound), .integer(range.upperBound)]
        let condition = "network_type=? AND physical_network=? AND segmentation_id BETWEEN ? AND ?"
        let highest =
            try transaction.first("SELECT max(segmentation_id) FROM network_segments WHERE \(condition)", place) {
                $0.optionalInt(0)
            } ?? nil
        guard let highest else { return range.lowerBound }
        if highest < range.upperBound { return highest + 1 }
        var expected = range.lowerBound
        try transaction.scan("SELECT segmentation_id FROM network_segments WHERE \(condition) ORDER BY segmentation_id", place) { row in
            guard row.int(0) == expected else { return false }
            expected += 1
            return true
        }
        return range.contains(expected) ? expected : nil
    }

    func release(_ network: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM network_segments WHERE network_id=?", [.text(network)])
    }
}
