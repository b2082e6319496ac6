import ConfigOptions

/// What the configuration says about how networks can be made of the underlying ones.
struct SegmentTypes: Sendable {
    let types: [String]
    let projectTypes: [String]
    let flatNetworks: [String]
    let vlanRanges: [(physicalNetwork: String, range: ClosedRange<Int>?)]
    let tunnelRanges: [String: [ClosedRange<Int>]]
    private let physicalMTU: Int
    private let pathMTU: Int
    private let geneveHeader: Int

    init(_ config: ConfigSnapshot) {
        types = config.list("type_drivers", group: "ml2")
        projectTypes = config.list("project_network_types", group: "ml2")
        flatNetworks = config.list("flat_networks", group: "ml2_type_flat")
        vlanRanges = config.list("network_vlan_ranges", group: "ml2_type_vlan").compactMap { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard let name = parts.first else { return nil }
            guard parts.count == 3, let low = Int(parts[1]), let high = Int(parts[2]), low <= high else { return (String(name), nil) }
            return (String(name), low...high)
        }
        tunnelRanges = [
            "vxlan": Self.ranges(config.list("vni_ranges", group: "ml2_type_vxlan")),
            "geneve": Self.ranges(config.list("vni_ranges", group: "ml2_type_geneve")),
            "gre": Self.ranges(config.list("tunnel_id_ranges", group: "ml2_type_gre")),
        ]
        physicalMTU = config.int("global_physnet_mtu") ?? 1500
        pathMTU = config.int("path_mtu", group: "ml2") ?? 0
        geneveHeader = config.int("max_header_size", group: "ml2_type_geneve") ?? 30
    }

    private static func ranges(_ texts: [String]) -> [ClosedRange<Int>] {
        texts.compactMap { text in
            let parts = text.split(separator: ":").compactMap { Int($0) }
            return parts.count == 2 && parts[0] <= parts[1] ? parts[0]...parts[1] : nil
        }
    }

    func isTunnel(_ type: String) -> Bool { tunnelRanges[type] != nil }

    func hasPhysicalNetwork(_ name: String) -> Bool { vlanRanges.contains { $0.physicalNetwork == name } }

    func allowsFlat(_ name: String) -> Bool { flatNetworks.contains("*") || flatNetworks.contains(name) }

    /// The largest MTU of a network of this type: that of the physical network without what the tunnel adds over IPv4.
    func maximumMTU(_ type: String) -> Int {
        let overhead =
            switch type {
            case "vxlan": 50
            case "gre": 42
            case "geneve": 20 + geneveHeader
            default: 0
            }
        guard overhead > 0 else { return physicalMTU }
        let underlying = pathMTU > 0 ? min(pathMTU, physicalMTU) : physicalMTU
        return max(0, underlying - overhead)
    }
}
