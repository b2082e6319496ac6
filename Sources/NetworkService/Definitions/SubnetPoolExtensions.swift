import APIResources
import Extensions

/// The extensions about subnet pools and the address scopes that they are in.
enum SubnetPoolExtensions {
    static let all: [Extension] = [
        Extension(
            "subnet_allocation", name: "Subnet Allocation", description: "Takes the prefixes of subnets from pools.",
            updated: "2015-03-30T10:00:00-00:00"),
        Extension(
            "default-subnetpools", name: "Default Subnetpools", description: "Lets subnets be made of the default pool of their family.",
            updated: "2016-02-18T18:00:00-00:00", requires: ["subnet_allocation"],
            attributes: [("subnets", [Attribute("use_default_subnetpool", .boolean, [.post], default: false)])]),
        Extension(
            "subnetpool-prefix-ops", name: "Subnet Pool Prefix Operations", description: "Adds prefixes to pools and takes them away.",
            updated: "2019-02-08T10:00:00-00:00", requires: ["subnet_allocation"]),
        Extension(
            "subnet_onboard", name: "Subnet Onboard", description: "Makes subnets that are there part of a pool.",
            updated: "2018-12-18T09:00:00-00:00", requires: ["subnet_allocation"]),
        Extension(
            "address-scope", name: "Address scope", description: "Keeps the addresses of pools from overlapping.",
            updated: "2015-07-26T10:00:00-00:00", resources: [.addressScope],
            attributes: [
                (
                    "subnetpools",
                    [
                        Attribute(
                            "address_scope_id", .uuid.orNull, [.post, .put, .visible, .filter, .sortKey], default: .unspecified)
                    ]
                ),
                (
                    "networks",
                    ["ipv4_address_scope", "ipv6_address_scope"].map { Attribute($0, .uuid.orNull, [.visible, .stored]) }
                ),
            ]),
    ]
}
