extension OptionGroup {
    /// Options of cinder about quotas.
    static let cinderQuota: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .integer("max_age", 0),
                .boolean("no_snapshot_gb_quota", false, help: "Do not count the size of snapshots against the quota of gigabytes."),
                .integer("per_volume_size_limit", -1, help: "The largest size of one volume in GiB; -1: no limit."),
                .integer("quota_backup_gigabytes", 1000, help: "GiB that the backups of a project may have together; -1: no limit."),
                .integer("quota_backups", 10, help: "Backups that a project may have; -1: no limit."),
                .string("quota_driver", "cinder.quota.DbQuotaDriver"),
                .integer("quota_gigabytes", 1000, help: "GiB that the volumes and snapshots of a project may have together; -1: no limit."),
                .integer("quota_groups", 10, help: "Volume groups that a project may have; -1: no limit."),
                .integer("quota_snapshots", 10, help: "Snapshots that a project may have; -1: no limit."),
                .integer("quota_volumes", 10, help: "Volumes that a project may have; -1: no limit."),
                .integer("reservation_clean_interval", reference: "$reservation_expire"),
                .integer("reservation_expire", 86400, help: "Seconds a quota reservation lives."),
                .integer("until_refresh", 0),
                .boolean("use_default_quota_class", true),
            ])
    ]
}
