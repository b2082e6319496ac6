extension RuleTable {
    /// Rules of the network API about what the other tables leave.
    static let neutronServices = """
        create_agent | project | rule:admin_only | | POST /agents
        get_agent | project | rule:admin_only | rule:admin_only | GET /agents ; GET /agents/{id}
        update_agent | project | rule:admin_only | rule:admin_only | PUT /agents/{id}
        delete_agent | project | rule:admin_only | rule:admin_only | DELETE /agents/{id}
        create_dhcp-network | project | rule:admin_only | rule:admin_only | POST /agents/{agent_id}/dhcp-networks
        get_dhcp-networks | project | rule:admin_only | rule:admin_only | GET /agents/{agent_id}/dhcp-networks
        delete_dhcp-network | project | rule:admin_only | rule:admin_only | DELETE /agents/{agent_id}/dhcp-networks/{network_id}
        get_dhcp-agents | project | rule:admin_only | rule:admin_only | GET /networks/{network_id}/dhcp-agents
        get_availability_zone | project | role:reader | rule:regular_user | GET /availability_zones
        create_flavor | project | rule:admin_only | rule:admin_only | POST /flavors
        get_flavor | project | role:reader | rule:regular_user | GET /flavors ; GET /flavors/{id}
        update_flavor | project | rule:admin_only | rule:admin_only | PUT /flavors/{id}
        delete_flavor | project | rule:admin_only | rule:admin_only | DELETE /flavors/{id}
        create_service_profile | project | rule:admin_only | rule:admin_only | POST /service_profiles
        get_service_profile | project | rule:admin_only | rule:admin_only | GET /service_profiles ; GET /service_profiles/{id}
        update_service_profile | project | rule:admin_only | rule:admin_only | PUT /service_profiles/{id}
        delete_service_profile | project | rule:admin_only | rule:admin_only | DELETE /service_profiles/{id}
        get_flavor_service_profile | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:regular_user
        create_flavor_service_profile | project | rule:admin_only | rule:admin_only | POST /flavors/{flavor_id}/service_profiles
        delete_flavor_service_profile | project | rule:admin_only | rule:admin_only | DELETE /flavors/{flavor_id}/service_profiles/{profile_id}
        get_loggable_resource | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | GET /log/loggable-resources
        create_log | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | POST /log/logs
        get_log | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | GET /log/logs ; GET /log/logs/{id}
        update_log | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | PUT /log/logs/{id}
        delete_log | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | DELETE /log/logs/{id}
        get_policy | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_qos_policy | rule:regular_user | GET /qos/policies ; GET /qos/policies/{id}
        get_policy:tags | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_qos_policy | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_qos_policy | GET /qos/policies/{id}/tags ; GET /qos/policies/{id}/tags/{tag_id}
        create_policy | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | POST /qos/policies
        create_policy:tags | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | POST /qos/policies/{id}/tags
        update_policy | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | PUT /qos/policies/{id}
        update_policy:tags | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | PUT /qos/policies/{id}/tags ; PUT /qos/policies/{id}/tags/{tag_id}
        delete_policy | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | DELETE /qos/policies/{id}
        delete_policy:tags | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | DELETE /qos/policies/{id}/tags ; DELETE /qos/policies/{id}/tags/{tag_id}
        get_rule_type | project | role:reader | rule:regular_user | GET /qos/rule-types ; GET /qos/rule-types/{rule_type}
        get_policy_bandwidth_limit_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:regular_user | GET /qos/policies/{policy_id}/bandwidth_limit_rules ; GET /qos/policies/{policy_id}/bandwidth_limit_rules/{rule_id}
        create_policy_bandwidth_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | POST /qos/policies/{policy_id}/bandwidth_limit_rules
        update_policy_bandwidth_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | PUT /qos/policies/{policy_id}/bandwidth_limit_rules/{rule_id}
        delete_policy_bandwidth_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | DELETE /qos/policies/{policy_id}/bandwidth_limit_rules/{rule_id}
        get_policy_packet_rate_limit_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | | GET /qos/policies/{policy_id}/packet_rate_limit_rules ; GET /qos/policies/{policy_id}/packet_rate_limit_rules/{rule_id}
        create_policy_packet_rate_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | | POST /qos/policies/{policy_id}/packet_rate_limit_rules
        update_policy_packet_rate_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | | PUT /qos/policies/{policy_id}/packet_rate_limit_rules/{rule_id}
        delete_policy_packet_rate_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | | DELETE /qos/policies/{policy_id}/packet_rate_limit_rules/{rule_id}
        get_policy_dscp_marking_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:regular_user | GET /qos/policies/{policy_id}/dscp_marking_rules ; GET /qos/policies/{policy_id}/dscp_marking_rules/{rule_id}
        create_policy_dscp_marking_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | POST /qos/policies/{policy_id}/dscp_marking_rules
        update_policy_dscp_marking_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | PUT /qos/policies/{policy_id}/dscp_marking_rules/{rule_id}
        delete_policy_dscp_marking_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | DELETE /qos/policies/{policy_id}/dscp_marking_rules/{rule_id}
        get_policy_minimum_bandwidth_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:regular_user | GET /qos/policies/{policy_id}/minimum_bandwidth_rules ; GET /qos/policies/{policy_id}/minimum_bandwidth_rules/{rule_id}
        create_policy_minimum_bandwidth_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | POST /qos/policies/{policy_id}/minimum_bandwidth_rules
        update_policy_minimum_bandwidth_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | PUT /qos/policies/{policy_id}/minimum_bandwidth_rules/{rule_id}
        delete_policy_minimum_bandwidth_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | DELETE /qos/policies/{policy_id}/minimum_bandwidth_rules/{rule_id}
        get_policy_minimum_packet_rate_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | | GET /qos/policies/{policy_id}/minimum_packet_rate_rules ; GET /qos/policies/{policy_id}/minimum_packet_rate_rules/{rule_id}
        create_policy_minimum_packet_rate_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | | POST /qos/policies/{policy_id}/minimum_packet_rate_rules
        update_policy_minimum_packet_rate_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | | PUT /qos/policies/{policy_id}/minimum_packet_rate_rules/{rule_id}
        delete_policy_minimum_packet_rate_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | | DELETE /qos/policies/{policy_id}/minimum_packet_rate_rules/{rule_id}
        get_alias_bandwidth_limit_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:regular_user | GET /qos/alias_bandwidth_limit_rules/{rule_id}/
        update_alias_bandwidth_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | PUT /qos/alias_bandwidth_limit_rules/{rule_id}/
        delete_alias_bandwidth_limit_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | DELETE /qos/alias_bandwidth_limit_rules/{rule_id}/
        get_alias_dscp_marking_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:regular_user | GET /qos/alias_dscp_marking_rules/{rule_id}/
        update_alias_dscp_marking_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | PUT /qos/alias_dscp_marking_rules/{rule_id}/
        delete_alias_dscp_marking_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | DELETE /qos/alias_dscp_marking_rules/{rule_id}/
        get_alias_minimum_bandwidth_rule | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:regular_user | GET /qos/alias_minimum_bandwidth_rules/{rule_id}/
        update_alias_minimum_bandwidth_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | PUT /qos/alias_minimum_bandwidth_rules/{rule_id}/
        delete_alias_minimum_bandwidth_rule | project | (rule:admin_only) or (role:manager and rule:ext_parent_owner) | rule:admin_only | DELETE /qos/alias_minimum_bandwidth_rules/{rule_id}/
        get_alias_minimum_packet_rate_rule | project | rule:get_policy_minimum_packet_rate_rule | | GET /qos/alias_minimum_packet_rate_rules/{rule_id}/
        update_alias_minimum_packet_rate_rule | project | rule:update_policy_minimum_packet_rate_rule | | PUT /qos/alias_minimum_packet_rate_rules/{rule_id}/
        delete_alias_minimum_packet_rate_rule | project | rule:delete_policy_minimum_packet_rate_rule | | DELETE /qos/alias_minimum_packet_rate_rules/{rule_id}/
        get_quota | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | GET /quotas ; GET /quotas/{id}
        update_quota | project | rule:admin_only | rule:admin_only | PUT /quotas/{id}
        delete_quota | project | rule:admin_only | rule:admin_only | DELETE /quotas/{id}
        add_external_gateways | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/add_external_gateways
        add_external_gateways:external_gateways | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/add_external_gateways
        add_external_gateways:external_gateways:network_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/add_external_gateways
        add_external_gateways:external_gateways:enable_snat | project | rule:admin_only | | PUT /routers/{id}/add_external_gateways
        add_external_gateways:external_gateways:external_fixed_ips | project | rule:admin_only | | PUT /routers/{id}/add_external_gateways
        update_external_gateways | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/update_external_gateways
        update_external_gateways:external_gateways | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/update_external_gateways
        update_external_gateways:external_gateways:network_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/update_external_gateways
        update_external_gateways:external_gateways:enable_snat | project | rule:admin_only | | PUT /routers/{id}/update_external_gateways
        update_external_gateways:external_gateways:external_fixed_ips | project | rule:admin_only | | PUT /routers/{id}/update_external_gateways
        remove_external_gateways | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/remove_external_gateways
        remove_external_gateways:external_gateways | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /routers/{id}/remove_external_gateways
        admin_owner_or_sg_owner | | rule:owner or rule:admin_or_sg_owner
        get_service_provider | project | role:reader | rule:regular_user | GET /service-providers
        """
}
