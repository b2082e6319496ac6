package import JSONCodec
import Logging
package import Messaging

/// Sends the messages that make, delete and extend volumes, with cinder's method names and arguments.
package struct VolumeMessenger: Sendable {
    package static let schedulerTopic = "cinder-scheduler"
    package static let volumeTopic = "cinder-volume"
    static let pingMethod = "oslo_rpc_server_ping"
    package static let schedulerVersion = RPCVersion(3, 0)
    package static let volumeVersion = RPCVersion(3, 0)

    let service: VolumeService

    /// Asks the scheduler to find a place for a volume.
    package func schedule(_ record: VolumeRecord, type: VolumeTypeRecord?, filterProperties: JSONObject, context: RPCContext) {
        cast(
            Target(topic: Self.schedulerTopic, version: Self.schedulerVersion), "create_volume",
            [
                "volume_id": .string(record.id), "snapshot_id": JSONValue(record.snapshotID), "image_id": .null,
                "request_spec": .object(Self.requestSpecification(record, type)), "filter_properties": .object(filterProperties),
                "backup_id": .null,
            ], record, context)
    }

    /// Asks the backend that the volume's host names to make it.
    package func create(_ record: VolumeRecord, requestSpecification: JSONObject, filterProperties: JSONObject, context: RPCContext) {
        cast(
            volumeTarget(record), "create_volume",
            [
                "volume_id": .string(record.id), "request_spec": .object(requestSpecification),
                "filter_properties": .object(filterProperties),
                "allow_reschedule": true,
            ], record, context)
    }

    package func delete(_ record: VolumeRecord, context: RPCContext) {
        cast(
            volumeTarget(record), "delete_volume", ["volume_id": .string(record.id), "unmanage_only": false, "cascade": false], record,
            context)
    }

    package func extend(_ record: VolumeRecord, to size: Int, context: RPCContext) {
        cast(
            volumeTarget(record), "extend_volume", ["volume_id": .string(record.id), "new_size": .integer(size), "reservations": []],
            record, context)
    }

    private func volumeTarget(_ record: VolumeRecord) -> Target {
        Target(topic: Self.volumeTopic, server: record.hostName, version: Self.volumeVersion)
    }

    /// A message that the transport does not take would leave the volume as it is for ever: the volume is put in its error state instead.
    private func cast(_ target: Target, _ method: String, _ arguments: JSONObject, _ record: VolumeRecord, _ context: RPCContext) {
        do {
            try service.transport.cast(target, context, method, arguments)
        } catch {
            VolumeService.logger.error("\(method) for volume \(record.id) could not be sent to \(target): \(error)")
            let service = service
            Task { await service.fail(record.id, .undelivered, reason: "The message could not be sent: \(error).", context: context) }
        }
    }

    /// What the scheduler goes by, as cinder's request specifications spell it.
    package static func requestSpecification(_ record: VolumeRecord, _ type: VolumeTypeRecord?) -> JSONObject {
        [
            "volume_id": .string(record.id), "snapshot_id": JSONValue(record.snapshotID), "image_id": .null,
            "source_volid": JSONValue(record.sourceVolumeID),
            "volume_properties": [
                "size": .integer(record.size), "availability_zone": .string(record.availabilityZone),
                "volume_type_id": JSONValue(record.volumeTypeID), "metadata": .object(record.metadata),
                "display_name": JSONValue(record.name), "user_id": .string(record.userID),
                "project_id": .string(record.projectID), "status": .string(record.status), "multiattach": .bool(record.isMultiattach),
            ],
            "volume_type": type.map { type in
                ["id": .string(type.id), "name": .string(type.name), "extra_specs": .object(type.extraSpecs)]
            } ?? .null,
        ]
    }
}
