extension OptionGroup {
    /// Options of cinder about backups.
    static let cinderBackup: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .string("backup_api_class", "cinder.backup.api.API"),
                .string("backup_driver", "cinder.backup.drivers.swift.SwiftBackupDriver"),
                .integer("backup_driver_init_check_interval", 60, min: 5),
                .integer("backup_driver_stats_polling_interval", 60, min: 10, formerly: ["DEFAULT/backup_driver_status_check_interval"]),
                .string("backup_manager", "cinder.backup.manager.BackupManager"),
                .string("backup_name_template", "backup-%s"),
                .integer("backup_native_threads_pool_size", 60, min: 20),
                .boolean("backup_service_inithost_offload", true),
                .boolean("backup_use_same_host", false),
                .boolean("backup_use_temp_snapshot", false),
            ])
    ]
}
