import APIResources
import Extensions

/// The extensions whose attributes and behaviour this service has.
enum NetworkExtensions {
    static let all: [Extension] =
        standard + behaviours + networks + subnets + ports + SubnetPoolExtensions.all
        + SecurityGroupExtensions.all + RouterExtensions.all + MeteringExtensions.all

    private static let everywhere = ["networks", "subnets", "subnetpools", "ports", "security_groups", "routers", "floatingips"]

    private static let standard: [Extension] = [
        Extension(
            "standard-attr-description", name: "standard-attr-description", description: "Lets users describe resources.",
            updated: "2016-02-10T10:00:00-00:00", optional: ["security-group", "router"],
            attributes: (everywhere + ["security_group_rules"]).map { ($0, [.explanation]) }),
        Extension(
            "standard-attr-revisions", name: "Resource revision numbers", description: "Counts the changes of a resource.",
            updated: "2016-04-11T10:00:00-00:00", attributes: (everywhere + ["security_group_rules"]).map { ($0, [.revision]) }),
        Extension(
            "revision-if-match", name: "If-Match constraints based on revision_number",
            description: "Refuses a change of a resource that has another revision than expected.", updated: "2016-12-11T00:00:00-00:00",
            requires: ["standard-attr-revisions"]),
        Extension(
            "standard-attr-timestamp", name: "Resource timestamps", description: "Shows when a resource was made and last changed.",
            updated: "2016-09-12T10:00:00-00:00", attributes: (everywhere + ["security_group_rules"]).map { ($0, Attribute.times) }),
        Extension(
            "standard-attr-tag",
            name:
                "Tag support for resources with standard attribute: port, subnet, subnetpool, network, router, floatingip, security_group",
            description: "Lets users tag resources and filter lists by tags.", updated: "2017-01-01T00:00:00-00:00",
            attributes: everywhere.map { ($0, Attribute.tags) }),
        Extension(
            "tag-creation", name: "Tag creation extension", description: "Adds tags to those that a resource has.",
            updated: "2024-23-07T10:00:00-00:00", requires: ["standard-attr-tag"]),
    ]

    private static let behaviours: [Extension] = [
        Extension(
            "project-id", name: "project_id field enabled", description: "Shows and takes project_id beside tenant_id.",
            updated: "2016-09-09T09:09:09-09:09"),
        Extension(
            "pagination", name: "Pagination support", description: "Lists come in pages.", updated: "2016-06-12T00:00:00-00:00"),
        Extension("sorting", name: "Sorting support", description: "Lists are sorted.", updated: "2016-06-12T00:00:00-00:00"),
        Extension(
            "filter-validation", name: "Filter parameters validation", description: "Refuses filters that no attribute has.",
            updated: "2018-07-04T10:00:00-00:00"),
        Extension(
            "empty-string-filtering", name: "Empty String Filtering Extension", description: "A filter without a value matches empty text.",
            updated: "2018-05-01T10:00:00-00:00"),
        Extension(
            "ip-substring-filtering", name: "IP address substring filtering", description: "Filters ports by a part of an address.",
            updated: "2017-11-28T09:00:00-00:00"),
        Extension(
            "quotas", name: "Quota management support", description: "Shows and sets the quotas of a project.",
            updated: "2012-07-29T10:00:00-00:00"),
        Extension(
            "quota_details", name: "Quota details management support", description: "Shows what of its quotas a project uses.",
            updated: "2017-02-10T10:00:00-00:00", requires: ["quotas"]),
        Extension(
            "quota-check-limit", name: "Quota engine limit check", description: "Checks a new limit against what is used.",
            updated: "2021-09-08T16:00:00-00:00"),
        Extension(
            "quota-check-limit-default", name: "Quota engine limit check by default",
            description: "Checks a new limit against what is used unless told not to.", updated: "2024-08-21T16:00:00-00:00",
            requires: ["quota-check-limit"]),
    ]

    private static let networks: [Extension] = [
        Extension(
            "external-net", name: "Neutron external network", description: "Marks networks that lead outside.",
            updated: "2013-01-14T10:00:00-00:00",
            attributes: [
                (
                    "networks",
                    [
                        Attribute(
                            "router:external", .boolean,
                            [.post, .put, .visible, .filter, .requiredByPolicy, .enforcedByPolicy, .adminWrite], default: false),
                        Attribute(
                            "is_default", .boolean,
                            [.post, .put, .visible, .filter, .requiredByPolicy, .enforcedByPolicy, .adminWrite], default: false),
                    ]
                )
            ]),
        Extension(
            "subnet-external-network", name: "Subnet belongs to an external network",
            description: "Shows of a subnet whether its network leads outside.", updated: "2024-02-05T18:00:00-00:00",
            requires: ["external-net"],
            attributes: [("subnets", [Attribute("router:external", .boolean, [.visible, .filter, .stored])])]),
        Extension(
            "net-mtu", name: "Network MTU", description: "Shows the MTU of a network.", updated: "2015-03-25T10:00:00-00:00",
            attributes: [("networks", [Attribute("mtu", .nonNegative, [.visible, .filter, .sortKey])])]),
        Extension(
            "net-mtu-writable", name: "Network MTU (writable)", description: "Lets users choose the MTU of a network.",
            updated: "2017-07-12T00:00:00-00:00", requires: ["net-mtu"],
            attributes: [
                ("networks", [Attribute("mtu", .nonNegative, [.post, .put, .visible, .filter, .sortKey, .enforcedByPolicy], default: 0)])
            ]),
        Extension(
            "provider", name: "Provider Network", description: "Tells how a network is made of the underlying ones.",
            updated: "2012-09-07T10:00:00-00:00",
            attributes: [
                (
                    "networks",
                    [
                        provider("network_type", .string(max: 32)), provider("physical_network", .string(max: 64)),
                        provider("segmentation_id", .integer),
                    ]
                )
            ]),
        Extension(
            "multi-provider", name: "Multi Provider Network", description: "A network of several segments.",
            updated: "2013-06-27T10:00:00-00:00",
            attributes: [
                (
                    "networks",
                    [
                        Attribute(
                            "segments", .list("segments", .networkSegments),
                            [.post, .put, .visible, .enforcedByPolicy, .adminRead, .adminWrite], default: .unspecified)
                    ]
                )
            ]),
        Extension(
            "l2_adjacency", name: "L2 Adjacency", description: "Tells whether a network is one layer 2 domain.",
            updated: "2016-04-12T16:00:00-00:00", attributes: [("networks", [Attribute("l2_adjacency", .boolean, [.visible])])]),
        Extension(
            "port-security", name: "Port Security", description: "Lets users switch off the protection against forged addresses.",
            updated: "2012-07-23T10:00:00-00:00",
            attributes: [
                ("networks", [portSecurity(default: true)]), ("ports", [portSecurity(default: .unspecified)]),
            ]),
    ]

    private static func portSecurity(default value: Attribute.Default) -> Attribute {
        Attribute("port_security_enabled", .boolean, [.post, .put, .visible, .enforcedByPolicy], default: value)
    }

    private static func provider(_ name: String, _ type: AttributeType) -> Attribute {
        Attribute(
            "provider:" + name, type, [.post, .put, .visible, .filter, .enforcedByPolicy, .adminRead, .adminWrite], default: .unspecified)
    }

    private static let subnets: [Extension] = [
        Extension(
            "subnet-service-types", name: "Subnet service types", description: "Reserves a subnet for the ports of certain devices.",
            updated: "2016-03-15T18:00:00-00:00",
            attributes: [
                (
                    "subnets",
                    [
                        Attribute(
                            "service_types", .list("device owner prefixes", .subnetServiceTypes), [.post, .put, .visible],
                            default: .unspecified)
                    ]
                )
            ])
    ]

    private static let ports: [Extension] = PortExtensions.all
}
