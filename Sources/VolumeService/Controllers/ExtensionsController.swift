import HTTPApplication
import JSONCodec
import NIOHTTP1

/// `/extensions`: the extensions of the API, all of which are built in.
package enum ExtensionsController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "extensions", "extension", "index", handler: index),
        VolumeOperation(.GET, "extensions/{id}", "extension", "show", handler: show),
    ]

    /// One extension as the list shows it.
    package struct Entry: Sendable {
        package var alias: String
        package var name: String
        package var updated: String
        package var description: String

        var view: JSONValue {
            [
                "name": .string(name), "alias": .string(alias), "description": .string(description), "updated": .string(updated),
                "links": [],
            ]
        }
    }

    private static func index(_ call: VolumeCall) throws -> Response {
        Response(json: ["extensions": .array(entries.map(\.view))])
    }

    private static func show(_ call: VolumeCall) throws -> Response {
        let alias = call.capture("id")
        guard let entry = entries.first(where: { $0.alias == alias }) else { throw VolumeFault.notFound("Extension", alias) }
        return Response(json: ["extension": entry.view])
    }

    /// Cinder's extensions as far as this service has what they bring, with their dates.
    package static let entries: [Entry] = [
        Entry(
            alias: "os-vol-image-meta", name: "VolumeImageMetadata", updated: "2012-12-07T00:00:00+00:00",
            description: "Image metadata kept with a volume."),
        Entry(alias: "os-used-limits", name: "UsedLimits", updated: "2013-10-03T00:00:00+00:00", description: "Usage beside the limits."),
        Entry(
            alias: "os-admin-actions", name: "AdminActions", updated: "2012-08-25T00:00:00+00:00",
            description: "Actions of administrators on volumes."),
        Entry(
            alias: "os-types-extra-specs", name: "TypesExtraSpecs", updated: "2011-08-24T00:00:00+00:00",
            description: "Specifications of volume types."),
        Entry(alias: "os-quota-sets", name: "Quotas", updated: "2011-08-08T00:00:00+00:00", description: "Quotas of projects."),
        Entry(alias: "os-volume-actions", name: "VolumeActions", updated: "2012-05-31T00:00:00+00:00", description: "Actions on volumes."),
        Entry(
            alias: "os-quota-class-sets", name: "QuotaClasses", updated: "2012-03-12T00:00:00+00:00",
            description: "Quotas of classes of projects."),
        Entry(
            alias: "os-availability-zone", name: "AvailabilityZones", updated: "2013-06-27T00:00:00+00:00",
            description: "Availability zones."),
        Entry(
            alias: "os-volume-type-access", name: "VolumeTypeAccess", updated: "2014-06-26T00:00:00Z",
            description: "Access of projects to private volume types."),
        Entry(alias: "os-services", name: "Services", updated: "2012-10-28T00:00:00-00:00", description: "Services and their states."),
        Entry(alias: "os-hosts", name: "Hosts", updated: "2011-06-29T00:00:00+00:00", description: "Hosts and their states."),
        Entry(
            alias: "os-types-manage", name: "TypesManage", updated: "2011-08-24T00:00:00+00:00", description: "Management of volume types."),
        Entry(
            alias: "os-vol-host-attr", name: "VolumeHostAttribute", updated: "2011-11-03T00:00:00+00:00",
            description: "The host of a volume."),
        Entry(
            alias: "scheduler-stats", name: "Scheduler_stats", updated: "2014-09-07T00:00:00+00:00",
            description: "Pools that the scheduler knows."),
        Entry(
            alias: "os-vol-mig-status-attr", name: "VolumeMigStatusAttribute", updated: "2013-08-08T00:00:00+00:00",
            description: "The migration status of a volume."),
        Entry(
            alias: "os-vol-tenant-attr", name: "VolumeTenantAttribute", updated: "2011-11-03T00:00:00+00:00",
            description: "The project of a volume."),
        Entry(alias: "OS-SCH-HNT", name: "SchedulerHints", updated: "2013-04-18T00:00:00+00:00", description: "Hints for the scheduler."),
        Entry(
            alias: "os-extended-services", name: "ExtendedServices", updated: "2014-01-10T00:00:00-00:00",
            description: "More about services."),
    ]
}
