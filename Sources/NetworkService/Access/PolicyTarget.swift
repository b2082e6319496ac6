import JSONCodec
import Policy

/// What a rule is asked about: a resource and the network that it is on.
struct PolicyTarget: RuleTarget, Sendable {
    private let record: JSONObject
    /// The network; of a network, itself.
    private let network: JSONObject

    /// A network, or something that is on no network.
    init(_ record: JSONObject) {
        self.record = record
        network = record
    }

    init(_ record: JSONObject, on network: JSONObject) {
        self.record = record
        self.network = network
    }

    static let networkPrefix = "network:"

    func value(_ key: String) -> JSONValue? {
        if key.hasPrefix(Self.networkPrefix) { return network.value(String(key.dropFirst(Self.networkPrefix.count))) }
        return record.value(key)
    }

    /// What a rule says of networks is about the network that the resource is on.
    func field(_ name: String, of resource: String) -> JSONValue? {
        resource == "networks" || resource == "network" ? network[name] : record[name]
    }
}
