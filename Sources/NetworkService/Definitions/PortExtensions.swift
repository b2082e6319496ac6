import APIResources
import Extensions
import JSONCodec

/// The extensions that only concern ports.
enum PortExtensions {
    static let all: [Extension] = [
        Extension(
            "binding", name: "Port Binding", description: "Tells where a port is plugged and how.", updated: "2014-02-03T10:00:00-00:00",
            attributes: [("ports", binding)]),
        Extension(
            "allowed-address-pairs", name: "Allowed Address Pairs", description: "Addresses that a port may use beside its own.",
            updated: "2013-07-23T10:00:00-00:00",
            attributes: [
                (
                    "ports",
                    [
                        Attribute(
                            "allowed_address_pairs", .list("address pairs", .addressPairs, conversion: .nullToEmptyList),
                            [.post, .put, .visible, .enforcedByPolicy], default: .unspecified)
                    ]
                )
            ]),
        Extension(
            "aap-reject-multicast", name: "Allowed address pairs reject multicast extension",
            description: "No multicast addresses in address pairs.", updated: "2026-04-01T00:00:00-00:00",
            requires: ["allowed-address-pairs"]),
        Extension(
            "extra_dhcp_opt", name: "Neutron Extra DHCP options", description: "DHCP options of a port.",
            updated: "2013-03-17T12:00:00-00:00",
            attributes: [
                (
                    "ports",
                    [
                        Attribute(
                            "extra_dhcp_opts", AttributeType("list of DHCP options or null", .listOfAny(dhcpOptions)),
                            [.post, .put, .visible], default: nil)
                    ]
                )
            ]),
        Extension(
            "port-mac-address-regenerate", name: "Neutron Port MAC address regenerate",
            description: "A null hardware address asks for a new one.", updated: "2018-05-03T10:00:00-00:00",
            attributes: [
                (
                    "ports",
                    [
                        Attribute(
                            "mac_address", .macAddress.orNull,
                            [.post, .put, .visible, .filter, .sortKey, .enforcedByPolicy], default: .unspecified)
                    ]
                )
            ]),
        Extension(
            "ip_allocation", name: "IP Allocation", description: "Tells when a port gets its addresses.",
            updated: "2016-06-10T23:00:00-00:00",
            attributes: [("ports", [Attribute("ip_allocation", .string(max: 16), [.visible, .filter, .sortKey])])]),
        Extension(
            "tag-ports-during-bulk-creation", name: "Tag Ports During Bulk Creation", description: "Tags of ports that are being made.",
            updated: "2019-12-29T19:00:00-00:00", requires: ["standard-attr-tag"],
            attributes: [
                (
                    "ports",
                    [Attribute("tags", .list("tags", .uniqueStrings(max: 255)), [.post, .visible, .filter, .computedFilter], default: [])]
                )
            ]),
        Extension(
            "uplink-status-propagation", name: "Uplink status propagation extension",
            description: "Whether a port follows the link state of its uplink.", updated: "2018-05-31T18:00:00-00:00",
            attributes: [("ports", [Attribute("propagate_uplink_status", .boolean, [.post, .visible], default: true)])]),
        Extension(
            "uplink-status-propagation-updatable", name: "Uplink status propagation updatable extension",
            description: "Lets users change whether a port follows its uplink.", updated: "2024-09-03T18:00:00-00:00",
            requires: ["uplink-status-propagation"],
            attributes: [("ports", [Attribute("propagate_uplink_status", .boolean, [.post, .put, .visible], default: true)])]),
        Extension(
            "data-plane-status", name: "Port data plane status extension", description: "The state of the underlying data plane.",
            updated: "2017-01-24T10:00:00-00:00",
            attributes: [
                (
                    "ports",
                    [
                        Attribute(
                            "data_plane_status", .values([.null, "ACTIVE", "DOWN"]), [.put, .visible, .enforcedByPolicy, .adminWrite],
                            default: .unspecified)
                    ]
                )
            ]),
        Extension(
            "port-device-profile", name: "Port device profile", description: "The accelerator profile of a port.",
            updated: "2020-12-17T10:00:00-00:00",
            attributes: [("ports", [Attribute("device_profile", .string(max: 255).orNull, [.post, .visible], default: nil)])]),
        Extension(
            "port-numa-affinity-policy", name: "Port NUMA affinity policy", description: "How near to a NUMA node a port has to be.",
            updated: "2020-07-08T10:00:00-00:00", attributes: [("ports", [affinity(["required", "preferred", "legacy", .null])])]),
        Extension(
            "port-numa-affinity-policy-socket", name: "Port NUMA affinity policy \"socket\"",
            description: "Allows any NUMA node of the same socket.", updated: "2024-02-09T10:00:00-00:00",
            requires: ["port-numa-affinity-policy"],
            attributes: [("ports", [affinity(["required", "preferred", "legacy", "socket", .null])])]),
    ]

    private static func affinity(_ values: [JSONValue]) -> Attribute {
        Attribute("numa_affinity_policy", .values(values), [.post, .put, .visible], default: nil)
    }

    private static let vnicTypes: [JSONValue] = [
        "normal", "direct", "macvtap", "baremetal", "direct-physical", "virtio-forwarder", "smart-nic", "vdpa", "accelerator-direct",
        "accelerator-direct-physical", "remote-managed",
    ]

    private static let binding: [Attribute] = [
        Attribute("binding:vnic_type", .values(vnicTypes), [.post, .put, .visible, .enforcedByPolicy], default: "normal"),
        Attribute(
            "binding:host_id", .string(max: 255).orNull.converted(by: .nullToEmptyString),
            [.post, .put, .visible, .filter, .enforcedByPolicy, .adminRead, .adminWrite, .indexed], default: .unspecified),
        Attribute(
            "binding:profile", .object.orNull.converted(by: .nullToEmptyObject),
            [.post, .put, .visible, .enforcedByPolicy, .adminRead, .serviceWrite], default: .unspecified),
        Attribute("binding:vif_type", .string(max: 64), [.visible, .enforcedByPolicy, .adminRead]),
        Attribute("binding:vif_details", .object, [.visible, .enforcedByPolicy, .adminRead]),
    ]

    private static let dhcpOptions: [ValidationRule.ObjectRule] = [
        ValidationRule.ObjectRule([
            .init("opt_name", .values(["router", "classless-static-route"]), required: true),
            .init("opt_value", .nullOr(.string(max: 255)), required: true),
            .init("ip_version", .values([4, 6]), conversion: .integer),
        ]),
        ValidationRule.ObjectRule([
            .init("opt_name", .notEmptyLine(max: 64), required: true),
            .init("opt_value", .nullOr(.notEmptyLine(max: 255)), required: true),
            .init("ip_version", .values([4, 6]), conversion: .integer),
        ]),
    ]
}
