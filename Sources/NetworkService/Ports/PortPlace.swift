import APIResources
import JSONCodec

/// A port and the network it is on.
struct PortPlace: Sendable, Hashable {
    var id: String
    var networkID: String
    var deviceOwner: String
    var mac: MACAddress?

    init(_ record: JSONObject) {
        id = record.text("id")
        networkID = record.text("network_id")
        deviceOwner = record.text("device_owner")
        mac = MACAddress(record.text("mac_address"))
    }
}
