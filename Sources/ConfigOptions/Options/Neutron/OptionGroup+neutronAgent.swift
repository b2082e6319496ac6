extension OptionGroup {
    /// Options of neutron about agents and their scheduling.
    static let neutronAgent: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .integer(
                    "agent_down_time", 75, min: 1, max: 2147483, help: "Seconds without a report after which an agent counts as down."),
                .boolean("allow_automatic_dhcp_failover", true),
                .boolean("allow_automatic_l3agent_failover", false),
                .list("allowed_conntrack_helpers", ["tftp:udp", "ftp:tcp", "sip:tcp", "sip:udp"]),
                .boolean("dhcp_agent_notification", true, help: "Send RPC to DHCP agents on resource changes."),
                .integer("dhcp_agents_per_network", 1, min: 1, help: "Agents scheduled per network."),
                .integer("dhcp_lease_duration", 86400, min: -1, help: "Seconds that a DHCP lease lasts; -1: for ever."),
                .string("dhcp_load_type", "networks", choices: ["networks", "subnets", "ports"]),
                .string("dvr_base_mac", "fa:16:3f:00:00:00"),
                .boolean("enable_default_route_bfd", false),
                .boolean("enable_default_route_ecmp", false),
                .boolean("enable_dvr", true),
                .boolean("enable_new_agents", true),
                .boolean("enable_services_on_agents_with_admin_state_down", false),
                .boolean("enable_traditional_dhcp", true),
                .boolean("host_dvr_for_dhcp", true),
                .string("interface_driver", "openvswitch"),
                .boolean("l3_ha", false, help: "Create routers highly available unless the request says otherwise."),
                .string("l3_ha_net_cidr", "169.254.192.0/18"),
                .string("l3_ha_network_physical_name"),
                .string("l3_ha_network_type"),
                .integer("max_l3_agents_per_router", 3, min: 0, help: "HA replicas."),
                .string("metadata_proxy_group"),
                .string("metadata_proxy_socket", "$state_path/metadata_proxy"),
                .string("metadata_proxy_user"),
                .boolean("ovs_use_veth", false),
                .boolean("router_auto_schedule", true, help: "Same for routers."),
                .boolean("router_distributed", false, help: "Create routers distributed unless the request says otherwise."),
                .string("router_scheduler_driver", "neutron.scheduler.l3_agent_scheduler.LeastRoutersScheduler"),
            ])
    ]
}
