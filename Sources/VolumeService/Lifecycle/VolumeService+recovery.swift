import Extensions
import JSONCodec
import Logging
import Messaging
import Persistence

extension VolumeService {
    /// Takes up what a crash interrupted: operations go on where they were, files without a row are removed, missing files are reported.
    func recover() async throws {
        let (open, known) = try store.read { transaction in
            (
                try VolumeTable.inStates([.creating, .deleting, .extending], in: transaction),
                try transaction.rows("SELECT id, status, host FROM volumes") {
                    (id: $0.text(0), status: $0.text(1), host: $0.optionalText(2))
                }
            )
        }
        let files = Set(backend.driver.volumes())
        let strangers = known.filter { $0.host != nil && $0.host != backend.pool }
        try await adopt(strangers.filter { isAlone || files.contains($0.id) }.map(\.id))
        for orphan in files.subtracting(known.map(\.id)) {
            Self.logger.warning("Removing \(backend.driver.path(of: orphan)): no volume has this file")
            do { try backend.driver.delete(orphan) } catch { Self.logger.error("\(error)") }
        }
        let settled = [VolumeStatus.available.rawValue, VolumeStatus.inUse.rawValue]
        for volume in known where settled.contains(volume.status) && volume.host == backend.pool && !files.contains(volume.id) {
            Self.logger.error("Volume \(volume.id) is \(volume.status), but its file \(backend.driver.path(of: volume.id)) is missing")
        }
        for record in open { try await resume(record) }
    }

    /// Whether no other process can work for this service: its messages do not leave this one.
    private var isAlone: Bool { transport is LocalTransport }

    /// Volumes whose files are here belong to this host, even when it had another name before; so do all when there is no other host.
    private func adopt(_ ids: [String]) async throws {
        let pool = backend.pool
        let own = workers.compactMap(\.server)
        guard !ids.isEmpty || isAlone else { return }
        let forgetsOthers = isAlone
        try await store.write { transaction in
            for id in ids { try transaction.execute("UPDATE volumes SET host = ? WHERE id = ?", [.text(pool), .text(id)]) }
            guard forgetsOthers else { return }
            let marks = own.map { _ in "?" }.joined(separator: ", ")
            try transaction.execute("DELETE FROM volume_services WHERE host NOT IN (\(marks))", own.map(SQLValue.text))
        }
    }

    private func resume(_ record: VolumeRecord) async throws {
        guard var record = try VolumeTable.find(record.id, in: store) else { return }
        let context = RPCContext(userID: record.userID, projectID: record.projectID, isAdmin: true)
        Self.logger.notice("Resuming volume \(record.id), which was \(record.status)")
        switch VolumeStatus(rawValue: record.status) {
        case .creating:
            // The place is chosen anew: nothing says that the old one was told.
            record.host = nil
            let unplaced = record
            let type = try await store.write { transaction in
                guard try VolumeTable.update(unplaced, expecting: VolumeStatus.creating.rawValue, in: transaction) else {
                    return VolumeTypeRecord?.none
                }
                return try unplaced.volumeTypeID.flatMap { try VolumeTypeTable.find(id: $0, in: transaction) }
            }
            messenger.schedule(record, type: type, filterProperties: [:], context: context)
        case .deleting:
            if record.host == nil { return try await deleteAtOnce(record) }
            messenger.delete(record, context: context)
        case .extending:
            guard let size = record.newSize else {
                return await fail(
                    record.id, .extensionFailed, reason: "The service stopped before the new size was known.", context: context)
            }
            messenger.extend(record, to: size, context: context)
        default: return
        }
    }

    private func deleteAtOnce(_ record: VolumeRecord) async throws {
        let ledger = ledger
        try await store.write { transaction in
            try VolumeTable.delete(record.id, in: transaction)
            try ledger.returnVolume(record, in: transaction)
        }
    }
}
