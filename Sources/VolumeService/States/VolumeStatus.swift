/// The states of a volume, as its `status` field spells them.
package enum VolumeStatus: String, Sendable, CaseIterable {
    case creating, available, deleting, error, managing, attaching, detaching, maintenance, reserved, downloading, uploading, retyping,
        extending
    case errorDeleting = "error_deleting"
    case errorManaging = "error_managing"
    case inUse = "in-use"
    case restoringBackup = "restoring-backup"
    case errorRestoring = "error_restoring"
    case awaitingTransfer = "awaiting-transfer"
    case backingUp = "backing-up"
    case errorBackingUp = "error_backing-up"
    case errorExtending = "error_extending"
    case reverting
}

/// Whether a volume hangs on something, as `attach_status` spells it.
package enum AttachStatus: String, Sendable, CaseIterable {
    case attached, attaching, detached, reserved, deleted
    case errorAttaching = "error_attaching"
    case errorDetaching = "error_detaching"
}

/// How far a migration is, as `migration_status` spells it.
package enum MigrationStatus: String, Sendable, CaseIterable {
    case migrating, error, success, completing, none, starting
}
