import HTTPApplication
import JSONCodec
import Logging
package import Messaging
import Persistence

/// The worker of this host's backend: makes, extends and removes the files of volumes.
///
/// Every method looks at the row first and leaves volumes alone that are not in the state it is for, so that a message that comes twice, or
/// too late, does no harm.
package struct VolumeEndpoint: Sendable {
    let service: VolumeService

    package var endpoint: RPCEndpoint {
        RPCEndpoint(
            version: RPCVersion(3, 20),
            methods: [
                RPCMethod(
                    "create_volume", .cast,
                    arguments: [
                        RPCArgument("volume_id", .string), RPCArgument("request_spec", .object, required: false),
                        RPCArgument("filter_properties", .object, required: false),
                        RPCArgument("allow_reschedule", .boolean, required: false),
                    ]
                ) { request in
                    try await create(request)
                    return .null
                },
                RPCMethod(
                    "delete_volume", .cast,
                    arguments: [
                        RPCArgument("volume_id", .string), RPCArgument("unmanage_only", .boolean, required: false),
                        RPCArgument("cascade", .boolean, required: false),
                    ]
                ) { request in
                    try await delete(request)
                    return .null
                },
                RPCMethod(
                    "extend_volume", .cast,
                    arguments: [
                        RPCArgument("volume_id", .string), RPCArgument("new_size", .integer),
                        RPCArgument("reservations", .array, required: false),
                    ]
                ) { request in
                    try await extend(request)
                    return .null
                },
                RPCMethod("get_capabilities", .call, arguments: [RPCArgument("discover", .boolean, required: false)]) { _ in
                    try await service.poolDescription()["capabilities"] ?? .null
                }, .volumePing,
            ])
    }

    private func find(_ request: RPCRequest, in status: VolumeStatus) throws -> VolumeRecord? {
        let id = try request.string("volume_id")
        guard let record = try VolumeTable.find(id, in: service.store), record.status == status.rawValue,
            record.hostName == service.backend.host
        else {
            VolumeService.logger.info("\(request.method): volume \(id) is not \(status.rawValue) here any more")
            return nil
        }
        return record
    }

    private func create(_ request: RPCRequest) async throws {
        guard let record = try find(request, in: .creating) else { return }
        if let reason = makeFile(of: record) {
            let mayRetry = request["allow_reschedule"]?.boolValue ?? true
            return try await giveUp(record, reason: reason, mayRetry: mayRetry, request)
        }
        let driver = service.backend.driver
        let isKept = try await service.store.write { transaction in
            guard var current = try VolumeTable.find(record.id, in: transaction), current.host == record.host else { return false }
            guard current.status == VolumeStatus.creating.rawValue else { return true }
            current.status = VolumeStatus.available.rawValue
            current.reason = nil
            return try VolumeTable.update(current, expecting: VolumeStatus.creating.rawValue, in: transaction)
        }
        // The volume was deleted meanwhile.
        if !isKept { try driver.delete(record.id) }
        VolumeService.logger.info(
            "Volume \(record.id) of \(record.size) GiB \(isKept ? "is on" : "was deleted while it was made on") \(service.backend.pool)")
    }

    /// - Returns: why the file could not be made; `nil` when it was.
    private func makeFile(of record: VolumeRecord) -> String? {
        let backend = service.backend
        let settings = service.settings
        do {
            let capacity = try service.store.read { try backend.capacity(settings, without: record.id, in: $0) }
            if let refusal = capacity.refusal(for: record.size) { return refusal }
            if let source = record.sourceVolumeID {
                try backend.driver.clone(source, to: record.id, gigabytes: record.size)
            } else {
                try backend.driver.create(record.id, gigabytes: record.size)
            }
            return nil
        } catch {
            return String(describing: error)
        }
    }

    /// Hands a volume that cannot be made here back to the scheduler, which knows when to stop.
    private func giveUp(_ record: VolumeRecord, reason: String, mayRetry: Bool, _ request: RPCRequest) async throws {
        var retry = RetryInformation(request["filter_properties"]?.objectValue ?? [:])
        retry.lastError = reason
        guard mayRetry, retry.attempts < service.settings.schedulerAttempts else {
            return await service.fail(record.id, .creationFailed, reason: reason, context: request.context)
        }
        VolumeService.logger.warning("Volume \(record.id) cannot be made on \(service.backend.pool): \(reason); scheduling it again")
        let service = service
        let properties = retry.filterProperties
        let context = request.context
        try await service.store.write { transaction in
            guard var current = try VolumeTable.find(record.id, in: transaction), current.host == record.host else { return }
            current.host = nil
            guard try VolumeTable.update(current, expecting: VolumeStatus.creating.rawValue, in: transaction) else { return }
            let type = try current.volumeTypeID.flatMap { try VolumeTypeTable.find(id: $0, in: transaction) }
            let unplaced = current
            transaction.afterCommit { service.messenger.schedule(unplaced, type: type, filterProperties: properties, context: context) }
        }
    }

    private func delete(_ request: RPCRequest) async throws {
        guard let record = try find(request, in: .deleting) else { return }
        do {
            try service.backend.driver.delete(record.id)
        } catch {
            return await service.fail(record.id, .deletionFailed, reason: error.description, context: request.context)
        }
        let ledger = service.ledger
        try await service.store.write { transaction in
            guard let current = try VolumeTable.find(record.id, in: transaction), current.status == VolumeStatus.deleting.rawValue else {
                return
            }
            try VolumeTable.delete(record.id, in: transaction)
            try ledger.returnVolume(current, in: transaction)
        }
    }

    private func extend(_ request: RPCRequest) async throws {
        guard let record = try find(request, in: .extending) else { return }
        let size = try request.integer("new_size")
        if let reason = growFile(of: record, to: size) {
            return await service.fail(record.id, .extensionFailed, reason: reason, context: request.context)
        }
        let ledger = service.ledger
        try await service.store.write { transaction in
            guard var current = try VolumeTable.find(record.id, in: transaction), current.newSize == size else { return }
            try ledger.commitGrowth(of: current, to: size, in: transaction)
            current.size = size
            current.newSize = nil
            current.reason = nil
            current.status = VolumeStatus.available.rawValue
            // Refused only when the volume was reset meanwhile: then nothing of this transaction remains.
            guard try VolumeTable.update(current, expecting: VolumeStatus.extending.rawValue, in: transaction) else { throw LostRace() }
        }
    }

    /// The volume changed under the hands of an operation.
    private struct LostRace: Error, CustomStringConvertible {
        var description: String { "the volume's state changed while it was being extended" }
    }

    private func growFile(of record: VolumeRecord, to size: Int) -> String? {
        let backend = service.backend
        let settings = service.settings
        do {
            let capacity = try service.store.read { try backend.capacity(settings, in: $0) }
            if let refusal = capacity.refusal(for: size - record.size) { return refusal }
            try backend.driver.extend(record.id, gigabytes: size)
            return nil
        } catch {
            return String(describing: error)
        }
    }
}
