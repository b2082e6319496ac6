extension OptionGroup {
    /// Options of neutron about plugins, agents and quotas.
    static let neutronGroup: [OptionGroup] = [
        OptionGroup(
            "agent", help: "What agents do, on their own hosts.",
            [
                .string("availability_zone", "nova"),
                .string("check_child_processes_action", "respawn", choices: ["respawn", "exit"]),
                .integer("check_child_processes_interval", 60, min: 0),
                .boolean("comment_iptables_rules", true),
                .boolean("debug_iptables_rules", false),
                .string("kill_scripts_path", "/etc/neutron/kill_scripts/"),
                .boolean("log_agent_heartbeats", false),
                .number("report_interval", 30),
                .string("root_helper", "sudo"),
                .string("root_helper_daemon"),
                .boolean("use_helper_for_ns_read", true),
                .boolean("use_random_fully", true),
            ]),
        OptionGroup(
            "database", help: "The database of the service.",
            [
                .string("engine")
            ]),
        OptionGroup(
            "ml2", help: "The modular layer 2 plugin.",
            [
                .list("extension_drivers", [], help: "Extensions of networks and ports, such as `port_security`."),
                .string("external_network_type"),
                .list("mechanism_drivers", [], help: "Mechanism drivers, in the order they are called."),
                .integer("overlay_ip_version", 4, choices: [4, 6]),
                .integer("path_mtu", 0, min: 0, help: "The largest MTU of overlay networks; 0: global_physnet_mtu counts."),
                .dictionary("physical_network_mtus", help: "MTU of physical networks, as NAME:MTU."),
                .list(
                    "project_network_types", ["local"], formerly: ["ml2/tenant_network_types"],
                    help: "Types tried in turn for a network of a project."),
                .string("tunnelled_network_rp_name", "rp_tunnelled"),
                .list("type_drivers", ["local", "flat", "vlan", "gre", "vxlan", "geneve"], help: "Types of networks that there can be."),
            ]),
        OptionGroup(
            "ml2_type_flat", help: "Flat networks.",
            [
                .list("flat_networks", ["*"], help: "Physical networks on which flat networks may be made; `*`: on any.")
            ]),
        OptionGroup(
            "ml2_type_geneve", help: "Geneve networks.",
            [
                .integer("max_header_size", 30, min: 0),
                .list("vni_ranges", [], help: "Ranges of Geneve identifiers for projects, as FIRST:LAST."),
            ]),
        OptionGroup(
            "ml2_type_gre", help: "GRE networks.",
            [
                .list("tunnel_id_ranges", [], help: "Ranges of GRE identifiers for projects, as FIRST:LAST.")
            ]),
        OptionGroup(
            "ml2_type_vlan", help: "VLAN networks.",
            [
                .list("network_vlan_ranges", [], help: "Physical networks and their VLAN ranges, as NAME:FIRST:LAST or NAME.")
            ]),
        OptionGroup(
            "ml2_type_vxlan", help: "VXLAN networks.",
            [
                .list("vni_ranges", [], help: "Ranges of VXLAN identifiers for projects, as FIRST:LAST."),
                .string("vxlan_group"),
            ]),
        OptionGroup(
            "nova", help: "The compute service.",
            [
                .string("endpoint_type", "public", choices: ["public", "admin", "internal"]),
                .string("region_name"),
            ]),
        OptionGroup(
            "quotas", help: "How many of each resource a project may have; a negative number is no limit.",
            [
                .integer("default_quota", -1, help: "The limit of a resource that has no option here."),
                .string("quota_driver", "neutron.db.quota.driver_nolock.DbQuotaNoLockDriver"),
                .integer("quota_floatingip", 50, help: "Floating IP addresses that a project may have."),
                .integer("quota_network", 100, help: "Networks that a project may have."),
                .integer("quota_port", 500, help: "Ports that a project may have."),
                .integer("quota_router", 10, help: "Routers that a project may have."),
                .integer("quota_router_route", 30),
                .integer("quota_security_group", 10, help: "Security groups that a project may have."),
                .integer("quota_security_group_rule", 100, help: "Security group rules that a project may have."),
                .integer("quota_subnet", 100, help: "Subnets that a project may have."),
                .boolean("track_quota_usage", true),
            ]),
        OptionGroup(
            "securitygroup", help: "Security groups.",
            [
                .boolean("enable_ipset", true),
                .boolean("enable_security_group", true, help: "Serve security groups."),
                .string("firewall_driver"),
                .list("permitted_ethertypes", []),
            ]),
        OptionGroup(
            "service_providers",
            [
                .multi("service_provider")
            ]),
        OptionGroup(
            "sriov_driver",
            [
                .list("vnic_type_prohibit_list", [])
            ]),
    ]
}
