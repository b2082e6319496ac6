import JSONCodec
import Policy

/// What a rule is asked about: a resource and what it is part of.
struct PolicyTarget: RuleTarget, Sendable {
    private let record: JSONObject
    /// The network, or the security group; of what is part of nothing, itself.
    private let parent: JSONObject
    private let parentName: String

    /// A network, or something that is on no network.
    init(_ record: JSONObject) { self.init(record, record, "network") }

    init(_ record: JSONObject, on network: JSONObject) { self.init(record, network, "network") }

    init(_ record: JSONObject, of group: JSONObject) { self.init(record, group, "security_group") }

    private init(_ record: JSONObject, _ parent: JSONObject, _ parentName: String) {
        self.record = record
        self.parent = parent
        self.parentName = parentName
    }

    func value(_ key: String) -> JSONValue? {
        let count = parentName.utf8.count
        if key.hasPrefix(parentName), key.utf8.dropFirst(count).first == UInt8(ascii: ":") {
            return parent.value(String(key.dropFirst(count + 1)))
        }
        return record.value(key)
    }

    /// What a rule says of networks is about the network that the resource is on.
    func field(_ name: String, of resource: String) -> JSONValue? {
        resource == parentName || resource == parentName + "s" ? parent[name] : record[name]
    }
}
