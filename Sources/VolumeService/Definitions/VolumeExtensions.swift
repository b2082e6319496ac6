package import Extensions

/// Cinder's extensions, with their dates, as far as this service has what they bring. All of them are built in.
package enum VolumeExtensions {
    package static let all: [Extension] = [
        Extension(
            "os-vol-image-meta", name: "VolumeImageMetadata", description: "Image metadata kept with a volume.",
            updated: "2012-12-07T00:00:00+00:00"),
        Extension("os-used-limits", name: "UsedLimits", description: "Usage beside the limits.", updated: "2013-10-03T00:00:00+00:00"),
        Extension(
            "os-admin-actions", name: "AdminActions", description: "Actions of administrators on volumes.",
            updated: "2012-08-25T00:00:00+00:00"),
        Extension(
            "os-types-extra-specs", name: "TypesExtraSpecs", description: "Specifications of volume types.",
            updated: "2011-08-24T00:00:00+00:00"),
        Extension("os-quota-sets", name: "Quotas", description: "Quotas of projects.", updated: "2011-08-08T00:00:00+00:00"),
        Extension("os-volume-actions", name: "VolumeActions", description: "Actions on volumes.", updated: "2012-05-31T00:00:00+00:00"),
        Extension(
            "os-quota-class-sets", name: "QuotaClasses", description: "Quotas of classes of projects.", updated: "2012-03-12T00:00:00+00:00"
        ),
        Extension(
            "os-availability-zone", name: "AvailabilityZones", description: "Availability zones.", updated: "2013-06-27T00:00:00+00:00"),
        Extension(
            "os-volume-type-access", name: "VolumeTypeAccess", description: "Access of projects to private volume types.",
            updated: "2014-06-26T00:00:00Z"),
        Extension("os-services", name: "Services", description: "Services and their states.", updated: "2012-10-28T00:00:00-00:00"),
        Extension("os-hosts", name: "Hosts", description: "Hosts and their states.", updated: "2011-06-29T00:00:00+00:00"),
        Extension("os-types-manage", name: "TypesManage", description: "Management of volume types.", updated: "2011-08-24T00:00:00+00:00"),
        Extension(
            "os-vol-host-attr", name: "VolumeHostAttribute", description: "The host of a volume.", updated: "2011-11-03T00:00:00+00:00"),
        Extension(
            "scheduler-stats", name: "Scheduler_stats", description: "Pools that the scheduler knows.", updated: "2014-09-07T00:00:00+00:00"
        ),
        Extension(
            "os-vol-mig-status-attr", name: "VolumeMigStatusAttribute", description: "The migration status of a volume.",
            updated: "2013-08-08T00:00:00+00:00"),
        Extension(
            "os-vol-tenant-attr", name: "VolumeTenantAttribute", description: "The project of a volume.",
            updated: "2011-11-03T00:00:00+00:00"),
        Extension("OS-SCH-HNT", name: "SchedulerHints", description: "Hints for the scheduler.", updated: "2013-04-18T00:00:00+00:00"),
        Extension(
            "os-extended-services", name: "ExtendedServices", description: "More about services.", updated: "2014-01-10T00:00:00-00:00"),
    ]
}
