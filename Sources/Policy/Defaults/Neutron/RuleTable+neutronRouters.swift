extension RuleTable {
    /// Rules of the network API about routers, floating IPs, security groups and who shares what.
    static let neutronRouters = """
        create_l3-router | project | rule:admin_only | rule:admin_only | POST /agents/{agent_id}/l3-routers
        get_l3-routers | project | rule:admin_only | rule:admin_only | GET /agents/{agent_id}/l3-routers
        update_l3-router | project | rule:admin_only | rule:admin_only | PUT /agents/{agent_id}/l3-routers/{router_id}
        delete_l3-router | project | rule:admin_only | rule:admin_only | DELETE /agents/{agent_id}/l3-routers/{router_id}
        get_l3-agents | project | rule:admin_only | rule:admin_only | GET /routers/{router_id}/l3-agents
        create_default_security_group_rule | project | rule:admin_only | rule:admin_only | POST /default-security-group-rules
        get_default_security_group_rule | project | role:reader | rule:regular_user | GET /default-security-group-rules ; GET /default-security-group-rules/{id}
        delete_default_security_group_rule | project | rule:admin_only | rule:admin_only | DELETE /default-security-group-rules/{id}
        create_router:evpn_vni | project | rule:admin_only | | POST /routers
        get_router:evpn_vni | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | | GET /routers ; GET /routers/{id}
        create_floatingip | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /floatingips
        create_floatingip:floating_ip_address | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | POST /floatingips
        create_floatingip:router_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | POST /floatingips
        create_floatingip:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | POST /floatingips/{id}/tags
        get_floatingip | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_or_owner | GET /floatingips ; GET /floatingips/{id}
        get_floatingip:tags | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | GET /floatingips/{id}/tags ; GET /floatingips/{id}/tags/{tag_id}
        update_floatingip | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /floatingips/{id}
        update_floatingip:router_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /floatingips/{id}
        update_floatingip:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | PUT /floatingips/{id}/tags ; PUT /floatingips/{id}/tags/{tag_id}
        delete_floatingip | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /floatingips/{id}
        delete_floatingip:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | DELETE /floatingips/{id}/tags ; DELETE /floatingips/{id}/tags/{tag_id}
        get_floatingip_pool | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:regular_user | GET /floatingip_pools
        create_floatingip_port_forwarding | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | POST /floatingips/{floatingip_id}/port_forwardings
        get_floatingip_port_forwarding | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | GET /floatingips/{floatingip_id}/port_forwardings ; GET /floatingips/{floatingip_id}/port_forwardings/{port_forwarding_id}
        update_floatingip_port_forwarding | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | PUT /floatingips/{floatingip_id}/port_forwardings/{port_forwarding_id}
        delete_floatingip_port_forwarding | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | DELETE /floatingips/{floatingip_id}/port_forwardings/{port_forwarding_id}
        create_router_conntrack_helper | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | POST /routers/{router_id}/conntrack_helpers
        get_router_conntrack_helper | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | GET /routers/{router_id}/conntrack_helpers ; GET /routers/{router_id}/conntrack_helpers/{conntrack_helper_id}
        update_router_conntrack_helper | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | PUT /routers/{router_id}/conntrack_helpers/{conntrack_helper_id}
        delete_router_conntrack_helper | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | DELETE /routers/{router_id}/conntrack_helpers/{conntrack_helper_id}
        create_local_ip | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /local-ips
        get_local_ip | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_or_owner | GET /local-ips ; GET /local-ips/{id}
        update_local_ip | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /local-ips/{id}
        delete_local_ip | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /local-ips/{id}
        create_local_ip_port_association | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | POST /local_ips/{local_ip_id}/port_associations
        get_local_ip_port_association | project | (rule:admin_only) or (role:reader and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | GET /local_ips/{local_ip_id}/port_associations ; GET /local_ips/{local_ip_id}/port_associations/{fixed_port_id}
        delete_local_ip_port_association | project | (rule:admin_only) or (role:member and rule:ext_parent_owner) | rule:admin_or_ext_parent_owner | DELETE /local_ips/{local_ip_id}/port_associations/{fixed_port_id}
        create_metering_label | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | POST /metering/metering-labels
        get_metering_label | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_only | GET /metering/metering-labels ; GET /metering/metering-labels/{id}
        delete_metering_label | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | DELETE /metering/metering-labels/{id}
        create_metering_label_rule | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | POST /metering/metering-label-rules
        get_metering_label_rule | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_only | GET /metering/metering-label-rules ; GET /metering/metering-label-rules/{id}
        delete_metering_label_rule | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | rule:admin_only | DELETE /metering/metering-label-rules/{id}
        create_ndp_proxy | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /ndp_proxies
        get_ndp_proxy | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_or_owner | GET /ndp_proxies ; GET /ndp_proxies/{id}
        update_ndp_proxy | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /ndp_proxies/{id}
        delete_ndp_proxy | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /ndp_proxies/{id}
        create_rbac_policy | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /rbac-policies
        create_rbac_policy:target_tenant | project | rule:admin_only or (not field:rbac_policy:target_tenant=* and not field:rbac_policy:target_project=*) | rule:restrict_wildcard | POST /rbac-policies
        create_rbac_policy:target_project | project | rule:admin_only or not field:rbac_policy:target_project=* | | POST /rbac-policies
        update_rbac_policy | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /rbac-policies/{id}
        update_rbac_policy:target_tenant | project | rule:admin_only or (not field:rbac_policy:target_tenant=* and not field:rbac_policy:target_project=*) | rule:restrict_wildcard and rule:admin_or_owner | PUT /rbac-policies/{id}
        update_rbac_policy:target_project | project | rule:admin_only or not field:rbac_policy:target_project=* | | PUT /rbac-policies/{id}
        get_rbac_policy | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_or_owner | GET /rbac-policies ; GET /rbac-policies/{id}
        delete_rbac_policy | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /rbac-policies/{id}
        create_router | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /routers
        create_router:distributed | project | rule:admin_only | rule:admin_only | POST /routers
        create_router:ha | project | rule:admin_only | rule:admin_only | POST /routers
        create_router:external_gateway_info | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | POST /routers
        create_router:external_gateway_info:network_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | POST /routers
        create_router:external_gateway_info:enable_snat | project | rule:admin_only | rule:admin_only | POST /routers
        create_router:external_gateway_info:external_fixed_ips | project | rule:admin_only | rule:admin_only | POST /routers
        create_router:enable_default_route_bfd | project | rule:admin_only | | POST /routers
        create_router:enable_default_route_ecmp | project | rule:admin_only | | POST /routers
        create_router:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | POST /routers/{id}/tags
        get_router | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_or_owner | GET /routers ; GET /routers/{id}
        get_router:distributed | project | rule:admin_only | rule:admin_only | GET /routers ; GET /routers/{id}
        get_router:ha | project | rule:admin_only | rule:admin_only | GET /routers ; GET /routers/{id}
        get_router:tags | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | GET /routers/{id}/tags ; GET /routers/{id}/tags/{tag_id}
        update_router | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /routers/{id}
        update_router:distributed | project | rule:admin_only | rule:admin_only | PUT /routers/{id}
        update_router:ha | project | rule:admin_only | rule:admin_only | PUT /routers/{id}
        update_router:external_gateway_info | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /routers/{id}
        update_router:external_gateway_info:network_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /routers/{id}
        update_router:external_gateway_info:enable_snat | project | rule:admin_only | rule:admin_only | PUT /routers/{id}
        update_router:external_gateway_info:external_fixed_ips | project | rule:admin_only | rule:admin_only | PUT /routers/{id}
        update_router:enable_default_route_bfd | project | rule:admin_only | | PUT /routers/{id}
        update_router:enable_default_route_ecmp | project | rule:admin_only | | PUT /routers/{id}
        update_router:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | PUT /routers/{id}/tags ; PUT /routers/{id}/tags/{tag_id}
        delete_router | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /routers/{id}
        delete_router:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | DELETE /routers/{id}/tags ; DELETE /routers/{id}/tags/{tag_id}
        add_router_interface | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /routers/{id}/add_router_interface
        remove_router_interface | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /routers/{id}/remove_router_interface
        add_extraroutes | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /routers/{id}/add_extraroutes
        remove_extraroutes | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /routers/{id}/remove_extraroutes
        create_default_security_group | project | (rule:admin_only) or (rule:service_api) or role:reader and project_id:%(project_id)s
        create_security_group | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | POST /security-groups
        create_security_group:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | POST /security-groups/{id}/tags
        get_security_group | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_security_group | rule:regular_user | GET /security-groups ; GET /security-groups/{id}
        get_security_group:tags | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_security_group | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_security_group | GET /security-groups/{id}/tags ; GET /security-groups/{id}/tags/{tag_id}
        update_security_group | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /security-groups/{id}
        update_security_group:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | PUT /security-groups/{id}/tags ; PUT /security-groups/{id}/tags/{tag_id}
        delete_security_group | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /security-groups/{id}
        delete_security_group:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | DELETE /security-groups/{id}/tags ; DELETE /security-groups/{id}/tags/{tag_id}
        create_security_group_rule | project | (rule:admin_only) or (role:member and rule:sg_owner) | rule:admin_or_owner | POST /security-group-rules
        get_security_group_rule | project | (rule:admin_only) or (role:reader and rule:sg_owner) | rule:admin_owner_or_sg_owner | GET /security-group-rules ; GET /security-group-rules/{id}
        delete_security_group_rule | project | (rule:admin_only) or (role:member and rule:sg_owner) | rule:admin_or_owner | DELETE /security-group-rules/{id}
        create_security_groups_default_statefulness | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | | POST /security-groups-default-statefulness
        get_security_groups_default_statefulness | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | | GET /security-groups-default-statefulness ; GET /security-groups-default-statefulness/{id}
        update_security_groups_default_statefulness | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | | PUT /security-groups-default-statefulness/{id}
        delete_security_groups_default_statefulness | project | (rule:admin_only) or (role:manager and project_id:%(project_id)s) | | DELETE /security-groups-default-statefulness/{id}
        """
}
