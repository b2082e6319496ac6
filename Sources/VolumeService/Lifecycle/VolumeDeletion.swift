import Persistence

/// Deletes a volume: at once when no backend has it yet, through its backend otherwise.
package struct VolumeDeletion: Sendable {
    package var isForced: Bool
    /// The rules that must let the caller do it.
    package var rules: [VolumeRule]

    package init(isForced: Bool, rules: [VolumeRule]) {
        self.isForced = isForced
        self.rules = rules
    }

    /// - Throws: ``VolumeFault``: 404, 403, or 400 when the volume's state does not allow it.
    package func perform(_ call: VolumeCall) async throws {
        let id = call.capture("id")
        let transition = isForced ? VolumeTransition.forceDelete : .delete
        let ledger = call.service.ledger
        let messenger = call.service.messenger
        let context = call.rpcContext
        let caller = call.caller
        try await call.service.store.write { transaction in
            guard var record = try VolumeTable.find(id, in: transaction), caller.isAdmin || record.projectID == caller.projectID else {
                throw VolumeFault.notFound("Volume", id)
            }
            for rule in rules { try caller.require(rule, record.target) }
            let status = record.status
            if record.host == nil, record.isAtRest, status == VolumeStatus.creating.rawValue || transition.allows(record) {
                try VolumeTable.delete(id, in: transaction)
                return try ledger.returnVolume(record, in: transaction)
            }
            guard transition.allows(record) else { throw transition.refusal(of: record) }
            record.status = transition.target.rawValue
            guard try VolumeTable.update(record, expecting: status, in: transaction) else { throw transition.refusal(of: record) }
            let deleting = record
            transaction.afterCommit { messenger.delete(deleting, context: context) }
        }
    }
}
