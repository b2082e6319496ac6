package import ConfigOptions

/// The options of cinder.conf that the volume service goes by.
package struct VolumeSettings: Sendable {
    private let config: ConfigSnapshot

    package init(_ config: ConfigSnapshot) { self.config = config }

    /// The largest page of a list.
    package var maximumPage: Int { max(1, config.int("osapi_max_limit") ?? 1000) }
    /// What links in answers begin with, instead of the host that the client named.
    package var publicEndpoint: String? { config.string("public_endpoint").flatMap { $0.isEmpty ? nil : $0 } }

    package var defaultTypeName: String {
        let name = config.string("default_volume_type") ?? ""
        return name.isEmpty ? VolumeTypeRecord.defaultName : name
    }

    package var storageZone: String { config.string("storage_availability_zone") ?? "nova" }
    package var defaultZone: String { config.string("default_availability_zone").flatMap { $0.isEmpty ? nil : $0 } ?? storageZone }
    package var allowsZoneFallback: Bool { config.bool("allow_availability_zone_fallback") }

    package var usesDefaultQuotaClass: Bool { config.bool("use_default_quota_class") }

    /// The limit that holds for projects without one of their own; -1 for none.
    package func quota(_ resource: QuotaResource) -> Int {
        switch resource {
        case .volumes: config.int("quota_volumes") ?? 10
        case .gigabytes: config.int("quota_gigabytes") ?? 1000
        case .snapshots: config.int("quota_snapshots") ?? 10
        case .backups: config.int("quota_backups") ?? 10
        case .backupGigabytes: config.int("quota_backup_gigabytes") ?? 1000
        case .groups: config.int("quota_groups") ?? 10
        case .perVolumeGigabytes: config.int("per_volume_size_limit") ?? -1
        }
    }

    package var schedulerAttempts: Int { max(1, config.int("scheduler_max_attempts") ?? 3) }
    package var reservedPercentage: Int { min(100, max(0, config.int("reserved_percentage") ?? 0)) }
    package var overSubscriptionRatio: Double { config.string("max_over_subscription_ratio").flatMap { Double($0) } ?? 20 }
    package var backendName: String? { config.string("volume_backend_name").flatMap { $0.isEmpty ? nil : $0 } }
    package var serviceDownTime: Int { config.int("service_down_time") ?? 60 }
    package var messageTimeToLive: Int { config.int("message_ttl") ?? 2_592_000 }
}
