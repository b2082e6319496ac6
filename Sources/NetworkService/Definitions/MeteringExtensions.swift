import APIResources
import Extensions

/// The extensions about counting the traffic of routers.
enum MeteringExtensions {
    static let all: [Extension] = [
        Extension(
            "metering", name: "Neutron Metering", description: "Labels for the traffic of routers that is to be counted.",
            updated: "2013-06-12T10:00:00-00:00", requires: ["router"], resources: [.meteringLabel, .meteringLabelRule]),
        Extension(
            "metering_source_and_destination_fields", name: "Neutron Metering with source and destination filtering",
            description: "Counts traffic by where it comes from and where it goes.", updated: "2020-08-21T08:12:00-00:00",
            requires: ["metering"],
            attributes: [
                (
                    "metering_label_rules",
                    ["source_ip_prefix", "destination_ip_prefix"].map {
                        Attribute($0, AttributeType("CIDR or null", .nullOr(.subnet)), [.post, .visible, .filter, .sortKey], default: nil)
                    }
                )
            ]),
    ]
}
