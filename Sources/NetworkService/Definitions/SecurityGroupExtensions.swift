import APIResources
import Extensions

/// The extensions about security groups.
enum SecurityGroupExtensions {
    static let all: [Extension] = [
        Extension(
            "security-group", name: "security-group", description: "Groups of rules about the traffic of ports.",
            updated: "2012-10-05T10:00:00-00:00", requires: ["standard-attr-description"],
            resources: [.securityGroup, .securityGroupRule]),
        Extension(
            "stateful-security-group", name: "Stateful security group",
            description: "Lets users choose whether a group tracks connections.",
            updated: "2019-11-26T09:00:00-00:00", requires: ["security-group"],
            attributes: [("security_groups", [Attribute("stateful", .boolean, [.post, .put, .visible, .filter], default: true)])]),
        Extension(
            "security-groups-normalized-cidr", name: "Normalized CIDR field for security group rules",
            description: "Shows the network of a rule without bits beyond its prefix.", updated: "2020-07-28T10:00:00-00:00",
            requires: ["security-group"],
            attributes: [("security_group_rules", [Attribute("normalized_cidr", .cidr.orNull, [.visible, .filter, .sortKey])])]),
        Extension(
            "security-groups-rules-belongs-to-default-sg",
            name: "Security group rule belongs to the project's default security group",
            description: "Shows of a rule whether its group is the project's default.", updated: "2023-05-23T10:00:00-00:00",
            requires: ["security-group"],
            attributes: [("security_group_rules", [Attribute("belongs_to_default_sg", .boolean, [.visible, .filter])])]),
        Extension(
            "port-security-groups-filtering", name: "Port filtering on security groups", description: "Filters ports by their groups.",
            updated: "2018-01-09T09:00:00-00:00", requires: ["security-group"]),
    ]
}
