import NIOHTTP1

/// A change of a volume's status that an operation makes: from which states, and to which one.
///
/// The change is one compare-and-set update of the row: of two operations that race, the second finds the volume in a state that it does not
/// expect and is refused.
package struct VolumeTransition: Sendable {
    /// What the refusal calls the operation.
    package var name: String
    package var allowed: [VolumeStatus]
    package var target: VolumeStatus
    /// A volume in a migration or attached to something is refused in any state.
    package var needsRest = false

    /// The answer to a volume in another state: 400 with the expected states.
    package func refusal(of record: VolumeRecord) -> VolumeFault {
        let states = allowed.map(\.rawValue).joined(separator: ", ")
        let rest = needsRest ? ", and it must not be migrating, attached or in a group" : ""
        return VolumeFault(
            .badRequest, type: "InvalidVolume",
            "Cannot \(name) volume \(record.id): its status is '\(record.status)' and must be one of: \(states)\(rest).")
    }

    package func allows(_ record: VolumeRecord) -> Bool {
        guard allowed.contains(where: { $0.rawValue == record.status }) else { return false }
        return !needsRest || record.isAtRest
    }
}

extension VolumeTransition {
    package static let delete = VolumeTransition(
        name: "delete", allowed: [.available, .error, .errorRestoring, .errorExtending, .errorManaging], target: .deleting, needsRest: true)
    package static let forceDelete = VolumeTransition(
        name: "force-delete", allowed: VolumeStatus.allCases, target: .deleting, needsRest: true)
    package static let extend = VolumeTransition(name: "extend", allowed: [.available], target: .extending)
    package static let reserve = VolumeTransition(name: "reserve", allowed: [.available], target: .attaching)
    package static let unreserve = VolumeTransition(name: "unreserve", allowed: [.attaching], target: .available)
    package static let updateReadonlyFlag = VolumeTransition(name: "change the readonly flag of", allowed: [.available], target: .available)
    /// A source must hold still while it is copied.
    package static let cloneSource = VolumeTransition(name: "clone", allowed: [.available, .inUse, .error], target: .available)
}
