extension OptionGroup {
    /// Options of neutron about the API and the plugins.
    static let neutronAPI: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .boolean("allow_bulk", true, help: "Allow the creation of several resources in one request."),
                .string("api_extensions_path", help: "Directories of more API extensions, with colons between them."),
                .integer("api_workers", min: 1, help: "Number of workers that serve the API; unset: one for each processor core."),
                .string(
                    "auth_strategy", "keystone",
                    help: "Which pipeline of the deployment file is used: the option of that name in its composites."),
                .string(
                    "base_mac", "fa:16:3e:00:00:00",
                    help: "The first octets of generated MAC addresses; octets that are 00 after the third are filled at random."),
                .string("bind_host", "0.0.0.0", help: "Address that the API listens on."),
                .port("bind_port", 9696, help: "Port that the API listens on."),
                .string("control_exchange", "neutron", help: "Exchange that the topics of RPC and notifications belong to."),
                .string("core_plugin", help: "The core plugin: `ml2`, or the path of its class."),
                .list("default_availability_zones", [], help: "Availability zone hints of a resource that is created without any."),
                .string("dns_domain", "openstacklocal", help: "Domain of the names of ports."),
                .boolean("enable_snat_by_default", true, help: "Enable_snat default of a gateway."),
                .string("external_dns_driver", help: "Driver for external DNS publication."),
                .boolean("filter_validation", true, help: "Answer 400 to a list request with a filter that the resource does not have."),
                .integer(
                    "global_physnet_mtu", 1500,
                    help: "MTU of the physical network; overlay networks get what their encapsulation leaves of it."),
                OptionDefinition(
                    "host", .hostAddress, default: .hostName(sample: "example.domain"),
                    help: "The name of this host in RPC and in the list of services."),
                .integer("http_retries", 3, min: 0),
                .string("ipam_driver", "internal"),
                .boolean("ipv6_pd_enabled", false, traits: .deprecated, help: "Allow prefix_delegation subnet pool."),
                .integer("max_allowed_address_pair", 10, min: 0, help: "Allowed address pairs that a port may have."),
                .integer("max_dns_nameservers", 5, min: 0, help: "Name servers that a subnet may have."),
                .integer("max_routes", 30, min: 1, traits: .deprecated, help: "Extra routes per router."),
                .integer("max_subnet_host_routes", 20, min: 0, help: "Host routes that a subnet may have."),
                OptionDefinition("my_ip", .string(), default: .hostAddress(sample: "192.0.2.2"), help: "The address of this host."),
                OptionDefinition("my_ipv6", .string(), default: .hostAddressV6(sample: "fd00::2"), help: "The IPv6 address of this host."),
                .boolean("network_auto_schedule", true, help: "Schedule unhosted networks when an agent asks."),
                .string("network_link_prefix", help: "URL that replaces scheme, host and port in links of answers."),
                .string("network_scheduler_driver", "neutron.scheduler.dhcp_agent_scheduler.WeightScheduler"),
                .boolean("notify_nova_on_port_data_changes", true, help: "Call compute on port data change."),
                .boolean("notify_nova_on_port_status_changes", true, help: "Call compute on port status change."),
                .string(
                    "pagination_max_limit", "-1",
                    help: "The most items that one page of a list has; `infinite` or a negative number: no limit."),
                .integer("periodic_fuzzy_delay", 5, min: 0, help: "Random start delay of periodic tasks."),
                .integer("periodic_interval", 40, min: 1, help: "Seconds between periodic runs."),
                .integer("rpc_resources_processing_step", 20, min: 1),
                .integer("rpc_response_max_timeout", 600, min: 1, help: "Cap of the RPC client back-off."),
                .integer("rpc_state_report_workers", 1, min: 0, help: "Number of workers that handle only the state reports of agents."),
                .integer(
                    "rpc_workers", min: 0, help: "Number of workers that handle RPC; unset: half the API workers, at least one; 0: none."),
                .integer("send_events_interval", 2, min: 1),
                .list("service_plugins", [], help: "Plugins to load besides the core plugin, such as `router`."),
                .string("setproctitle", "on", choices: ["off", "on", "brief"], help: "Process title mode."),
                .string("state_path", "/var/lib/neutron", help: "The directory that holds the files of the service."),
                .boolean("use_ssl", false, help: "Serve the API over TLS, with the certificate and key of [ssl]."),
                .boolean("vlan_qinq", traits: .deprecated),
                .boolean("vlan_transparent", traits: .deprecated, help: "Allow VLAN transparent networks."),
            ])
    ]
}
