import APIResources
import JSONCodec

/// An address of a port.
struct FixedIP: Sendable, Hashable {
    var subnetID: String
    var address: IPAddress

    init(_ subnetID: String, _ address: IPAddress) {
        self.subnetID = subnetID
        self.address = address
    }

    /// - Returns: `nil` when the document lacks one of its parts.
    init?(_ document: JSONValue) {
        guard let subnet = document["subnet_id"]?.stringValue, let address = document["ip_address"]?.stringValue.flatMap({ IPAddress($0) })
        else { return nil }
        self.init(subnet, address)
    }

    var document: JSONValue { ["subnet_id": .string(subnetID), "ip_address": .string(address.description)] }
}
