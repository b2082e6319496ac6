package import JSONCodec
import Policy

/// What a rule is asked about: who owns it.
package struct VolumeTarget: RuleTarget, Sendable {
    package var projectID: String
    package var userID: String

    package func value(_ key: String) -> JSONValue? {
        switch key {
        case "project_id", "tenant_id": .string(projectID)
        case "user_id": .string(userID)
        default: nil
        }
    }
}

extension VolumeRecord {
    var target: VolumeTarget { VolumeTarget(projectID: projectID, userID: userID) }
}
