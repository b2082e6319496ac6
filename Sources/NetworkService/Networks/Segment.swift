import JSONCodec

/// One piece of what a network is made of.
struct Segment: Sendable, Hashable {
    var type: String
    var physicalNetwork: String?
    var id: Int?

    var document: JSONObject {
        [
            "provider:network_type": .string(type), "provider:physical_network": JSONValue(physicalNetwork),
            "provider:segmentation_id": id.map(JSONValue.integer) ?? .null,
        ]
    }
}
