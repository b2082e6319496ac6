/// What a project can have only so much of.
package enum QuotaResource: String, Sendable, CaseIterable {
    case volumes
    case perVolumeGigabytes = "per_volume_gigabytes"
    case snapshots
    case gigabytes
    case backups
    case backupGigabytes = "backup_gigabytes"
    case groups

    /// Those that are also counted for each volume type, in the order in which answers list them.
    package static let perType: [QuotaResource] = [.volumes, .gigabytes, .snapshots]
    /// Those that are limits only, with nothing to count.
    package var isCounted: Bool { self != .perVolumeGigabytes }
}
