extension OptionGroup {
    /// Options of cinder about volumes and the services behind the API.
    static let cinderService: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .boolean(
                    "allow_availability_zone_fallback", false,
                    help: "Use the default zone when the requested availability zone does not exist, in place of an error."),
                .integer("az_cache_duration", 3600),
                .boolean("cloned_volume_same_az", true, help: "Clones must stay in the AZ."),
                .string("control_exchange", "openstack", help: "Exchange that the topics of RPC and notifications belong to."),
                .string(
                    "default_availability_zone",
                    help: "Availability zone of a volume that is created without one; unset: storage_availability_zone."),
                .string("default_group_type"),
                .string("default_volume_type", "__DEFAULT__", traits: .required, help: "The type of a volume that is created without one."),
                .boolean("enable_new_services", true),
                .list("enabled_backends", help: "The sections that configure volume back ends, one for each."),
                OptionDefinition(
                    "host", .string(), default: .hostName(sample: "localhost"),
                    help: "The name of this host in RPC and in the list of services."),
                .integer("init_host_max_objects_retrieval", 0),
                .integer("message_reap_interval", 86400),
                .integer("message_ttl", 2592000),
                .integer("migration_create_volume_timeout_secs", 300),
                .boolean("monkey_patch", false),
                .list("monkey_patch_modules", []),
                OptionDefinition(
                    "my_ip", .hostAddress, default: .hostAddress(sample: "<HOST_IP_ADDRESS>"), help: "The address of this host."),
                .integer("periodic_fuzzy_delay", 60, help: "Random start delay of periodic tasks."),
                .integer("periodic_interval", 60, help: "Seconds between periodic runs."),
                .integer("report_interval", 10, help: "Seconds between service heartbeats."),
                .string("rootwrap_config", "/etc/cinder/rootwrap.conf"),
                .string("scheduler_driver", "cinder.scheduler.filter_scheduler.FilterScheduler"),
                .integer("scheduler_driver_init_wait_time", 60, min: 1),
                .string("scheduler_manager", "cinder.scheduler.manager.SchedulerManager"),
                .integer("service_down_time", 60, help: "Seconds before a service counts down."),
                .string("snapshot_name_template", "snapshot-%s"),
                .boolean("snapshot_same_host", true, help: "Volume from snapshot stays on host."),
                .boolean("split_loggers", false),
                .string("state_path", "/var/lib/cinder", help: "The directory that holds the files of the service."),
                .string("storage_availability_zone", "nova", help: "Availability zone of the volumes of this node."),
                .string("volume_manager", "cinder.volume.manager.VolumeManager"),
                .string("volume_name_template", "volume-%s"),
                .boolean("volume_service_inithost_offload", false),
                .integer("volume_transfer_key_length", 16),
                .integer("volume_transfer_salt_length", 8),
                .string("volume_usage_audit_period", "month"),
            ])
    ]
}
