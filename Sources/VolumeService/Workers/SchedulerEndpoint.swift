import HTTPApplication
import JSONCodec
import Logging
package import Messaging
import Persistence

/// The scheduler: finds the pool that takes a volume, and tells its backend.
package struct SchedulerEndpoint: Sendable {
    let service: VolumeService

    package var endpoint: RPCEndpoint {
        RPCEndpoint(
            version: RPCVersion(3, 12),
            methods: [
                RPCMethod(
                    "create_volume", .cast,
                    arguments: [
                        RPCArgument("volume_id", .string), RPCArgument("snapshot_id", .string, required: false),
                        RPCArgument("image_id", .string, required: false), RPCArgument("request_spec", .object, required: false),
                        RPCArgument("filter_properties", .object, required: false), RPCArgument("backup_id", .string, required: false),
                    ]
                ) { request in
                    try await schedule(request)
                    return .null
                },
                RPCMethod("get_pools", .call, arguments: [RPCArgument("filters", .object, required: false)]) { _ in
                    .array([try await service.poolDescription()])
                }, .volumePing,
            ])
    }

    /// Chooses a pool for a volume that is being created. A volume that is gone, or has a place already, is left alone.
    private func schedule(_ request: RPCRequest) async throws {
        let id = try request.string("volume_id")
        let settings = service.settings
        let specification = request["request_spec"]?.objectValue ?? [:]
        var retry = RetryInformation(request["filter_properties"]?.objectValue ?? [:])
        retry.attempts += 1
        guard retry.attempts <= settings.schedulerAttempts else {
            let reason = "\(settings.schedulerAttempts) attempts failed, the last one: \(retry.lastError ?? "no reason was given")"
            return await service.fail(id, .creationFailed, reason: reason, context: request.context)
        }
        let service = service
        let attempt = retry
        let isUp = await service.isSchedulable(topic: VolumeMessenger.volumeTopic, host: service.backend.host)
        let refusal = try await service.store.write { transaction -> String? in
            guard var record = try VolumeTable.find(id, in: transaction), record.status == VolumeStatus.creating.rawValue,
                record.host == nil
            else { return nil }
            let (row, reason) = try place(record, specification, attempt, isUp: isUp, settings, in: transaction)
            if let reason { return reason }
            var retry = attempt
            retry.hosts.append(service.backend.pool)
            record.host = service.backend.pool
            record.serviceUUID = row?.uuid
            guard try VolumeTable.update(record, expecting: record.status, in: transaction) else { return nil }
            let placed = record
            let properties = retry.filterProperties
            let context = request.context
            transaction.afterCommit {
                service.messenger.create(placed, requestSpecification: specification, filterProperties: properties, context: context)
            }
            return nil
        }
        if let refusal {
            let cause = retry.lastError.map { " (after: \($0))" } ?? ""
            await service.fail(id, .unplaceable, reason: "\(service.backend.pool): \(refusal)\(cause)", context: request.context)
        }
    }

    /// Passes the one pool there is through the filters.
    ///
    /// - Returns: the service that runs it, and why the pool cannot take the volume, when it cannot.
    private func place(
        _ record: VolumeRecord, _ specification: JSONObject, _ retry: RetryInformation, isUp: Bool, _ settings: VolumeSettings,
        in transaction: any ReadTransaction
    ) throws -> (ServiceRecord?, refusal: String?) {
        let backend = service.backend
        let row = try ServiceTable.all(in: transaction).first { $0.binary == "cinder-volume" && $0.host == backend.host }
        if let row, row.isDisabled { return (row, "the service is disabled") }
        guard isUp else { return (row, "the service is down") }
        let zone = row?.zone ?? settings.storageZone
        if zone != record.availabilityZone { return (row, "it is in the availability zone '\(zone)', not in '\(record.availabilityZone)'") }
        if retry.hosts.contains(backend.pool) { return (row, "it was tried already") }
        let capacity: BackendCapacity
        do {
            capacity = try backend.capacity(settings, without: record.id, in: transaction)
        } catch let error as DriverError {
            return (row, error.description)
        }
        let wanted = specification["volume_type"]?["extra_specs"]?.objectValue ?? [:]
        if let reason = CapabilityFilter.refusal(wanted, backend.capabilities(settings, capacity, allocatedVolumes: 0)) {
            return (row, reason)
        }
        // The copy of a volume must be made where the volume is.
        if let source = record.sourceVolumeID, let host = try VolumeTable.find(source, in: transaction)?.host, host != backend.pool {
            return (row, "the source volume is on \(host)")
        }
        return (row, capacity.refusal(for: record.size))
    }
}
