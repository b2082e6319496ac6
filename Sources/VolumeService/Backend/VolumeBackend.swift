package import JSONCodec
package import Persistence

/// The place of this host's volumes: one backend with one pool.
package struct VolumeBackend: Sendable {
    package static let name = "local"

    package let hostName: String
    package let driver: HostFileDriver

    package init(hostName: String, driver: HostFileDriver) {
        self.hostName = hostName
        self.driver = driver
    }

    /// The service's host: `HOST@local`.
    package var host: String { hostName + "@" + Self.name }
    /// The host string of volumes in the pool: `HOST@local#local`.
    package var pool: String { host + "#" + Self.name }

    /// What the pool can take now.
    ///
    /// - Parameter volume: a volume that is not counted among those that live there.
    package func capacity(_ settings: VolumeSettings, without volume: String? = nil, in transaction: any ReadTransaction) throws
        -> BackendCapacity
    {
        let space = try driver.space()
        let provisioned = try transaction.count(
            "SELECT COALESCE(sum(size), 0) FROM volumes WHERE host = ? AND id <> ?", [.text(pool), .text(volume ?? "")])
        return BackendCapacity(
            total: space.total, free: space.free, provisioned: Double(provisioned), overSubscriptionRatio: settings.overSubscriptionRatio,
            reservedPercentage: settings.reservedPercentage)
    }

    /// What the pool is, for type specifications to ask for, and for the list of pools.
    package func capabilities(_ settings: VolumeSettings, _ capacity: BackendCapacity, allocatedVolumes: Int) -> JSONObject {
        func gigabytes(_ value: Double) -> JSONValue { .number((value * 100).rounded() / 100) }
        return [
            "volume_backend_name": .string(settings.backendName ?? Self.name), "pool_name": .string(Self.name),
            "vendor_name": "Open Source", "driver_version": "1.0", "storage_protocol": "file",
            "location_info": .string("HostFileDriver:\(hostName):\(driver.directory)"), "thin_provisioning_support": true,
            "thick_provisioning_support": false, "multiattach": true, "QoS_support": false,
            "total_capacity_gb": gigabytes(capacity.total), "free_capacity_gb": gigabytes(capacity.free),
            "provisioned_capacity_gb": gigabytes(capacity.provisioned), "allocated_capacity_gb": gigabytes(capacity.provisioned),
            "max_over_subscription_ratio": .string(String(capacity.overSubscriptionRatio)),
            "reserved_percentage": .integer(capacity.reservedPercentage), "total_volumes": .integer(allocatedVolumes),
            "replication_enabled": false, "backend_state": "up",
        ]
    }
}
