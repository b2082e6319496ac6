import HTTPApplication
import JSONCodec
import NIOHTTP1

/// `/os-availability-zone`: where volumes can be.
package enum AvailabilityZonesController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "os-availability-zone", "availability_zone", "index", extension: "os-availability-zone") {
            try await index($0)
        }
    ]

    private static func index(_ call: VolumeCall) async throws -> Response {
        let services = try await call.service.services().filter { $0.binary == "cinder-volume" }
        var zones = [call.settings.storageZone]
        for service in services where !zones.contains(service.zone) { zones.append(service.zone) }
        let entries = zones.map { zone -> JSONValue in
            let isAvailable = services.contains { $0.zone == zone && !$0.isDisabled }
            return ["zoneName": .string(zone), "zoneState": ["available": .bool(isAvailable)]]
        }
        return Response(json: ["availabilityZoneInfo": .array(entries)])
    }
}
