import APIResources
import Extensions

/// The extensions about routers and what they translate.
enum RouterExtensions {
    static let all: [Extension] = [
        Extension(
            "router", name: "Neutron L3 Router", description: "Connects subnets with each other and with external networks.",
            updated: "2012-07-20T10:00:00-00:00", resources: [.router, .floatingIP]),
        Extension(
            "service-type", name: "Neutron Service Type Management", description: "Lists the kinds of services and who provides them.",
            updated: "2013-01-20T00:00:00-00:00"),
        Extension(
            "ext-gw-mode", name: "Neutron L3 Configurable external gateway mode",
            description: "Lets administrators choose whether a router hides its subnets behind its own address.",
            updated: "2013-03-28T10:00:00-00:00", requires: ["router"]),
        Extension(
            "dvr", name: "Distributed Virtual Router", description: "Routers that are on every host, or in one place.",
            updated: "2014-06-1T10:00:00-00:00", requires: ["router"],
            attributes: [
                (
                    "routers",
                    [
                        Attribute(
                            "distributed", AttributeType("boolean or null", .anything, conversion: .booleanOrNull),
                            [.post, .put, .visible, .enforcedByPolicy, .adminRead, .adminWrite], default: .unspecified)
                    ]
                )
            ]),
        Extension(
            "extraroute", name: "Neutron Extra Route", description: "Routes of a router beside those to its subnets.",
            updated: "2013-02-01T10:00:00-00:00", requires: ["router"],
            attributes: [
                (
                    "routers",
                    [
                        Attribute(
                            "routes", .list("routes", .hostRoutes, conversion: .nullToEmptyList), [.put, .visible], default: .unspecified)
                    ]
                )
            ]),
        Extension(
            "extraroute-atomic", name: "Atomically add/remove extra routes", description: "Changes some routes and leaves the others.",
            updated: "2019-07-10T00:00:00+00:00", requires: ["router", "extraroute"]),
    ]
}
