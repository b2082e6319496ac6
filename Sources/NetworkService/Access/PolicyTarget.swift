import JSONCodec

/// What a rule is asked about.
struct PolicyTarget: Sendable {
    var projectID: String
    /// The project of the network that the object is on; of a network, its own.
    var networkProjectID: String
    /// Whether the object, or the network that it is on, is shared with everybody.
    var isShared = false
    var deviceOwner = ""

    /// A network, or something that is on no network.
    init(_ record: JSONObject) {
        projectID = record["project_id"]?.stringValue ?? ""
        networkProjectID = projectID
        isShared = record["shared"]?.boolValue ?? false
        deviceOwner = record["device_owner"]?.stringValue ?? ""
    }

    init(_ record: JSONObject, on network: JSONObject) {
        self.init(record)
        networkProjectID = network["project_id"]?.stringValue ?? ""
        isShared = network["shared"]?.boolValue ?? false
    }
}
