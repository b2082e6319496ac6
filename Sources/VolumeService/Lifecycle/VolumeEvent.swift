/// What can go wrong with a volume behind the API's back, with the identity that cinder gives such an event in user messages.
package enum VolumeEvent: Sendable {
    /// No pool can take the volume.
    case unplaceable
    /// The backend could not make it.
    case creationFailed
    case deletionFailed
    case extensionFailed
    /// A message about it could not be sent.
    case undelivered
    /// Its file is gone.
    case lost

    var identity: String {
        switch self {
        case .unplaceable: "VOLUME_VOLUME_001_003"
        case .creationFailed, .undelivered: "VOLUME_VOLUME_008_001"
        case .deletionFailed: "VOLUME_VOLUME_006_001"
        case .extensionFailed: "VOLUME_VOLUME_007_001"
        case .lost: "VOLUME_VOLUME_000_001"
        }
    }

    var summary: String {
        switch self {
        case .unplaceable: "No backend can take the volume"
        case .creationFailed: "The volume could not be created"
        case .deletionFailed: "The volume could not be deleted"
        case .extensionFailed: "The volume could not be extended"
        case .undelivered: "The volume could not be processed"
        case .lost: "The volume's file is missing"
        }
    }
}
