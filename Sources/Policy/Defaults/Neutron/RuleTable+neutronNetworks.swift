extension RuleTable {
    /// Rules of the network API about networks, subnets, ports and their addresses.
    static let neutronNetworks = """
        create_address_group | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /address-groups
        get_address_group | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_address_groups | rule:admin_or_owner or rule:shared_address_groups | GET /address-groups ; GET /address-groups/{id}
        update_address_group | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /address-groups/{id}
        delete_address_group | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /address-groups/{id}
        add_addresses | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /address-groups/{id}/add_addresses
        remove_addresses | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /address-groups/{id}/remove_addresses
        create_address_scope | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /address-scopes
        create_address_scope:shared | project | rule:admin_only | rule:admin_only | POST /address-scopes
        get_address_scope | project | rule:admin_only or role:reader and project_id:%(project_id)s or rule:shared_address_scopes | rule:admin_or_owner or rule:shared_address_scopes | GET /address-scopes ; GET /address-scopes/{id}
        update_address_scope | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /address-scopes/{id}
        update_address_scope:shared | project | rule:admin_only | rule:admin_only | PUT /address-scopes/{id}
        delete_address_scope | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /address-scopes/{id}
        get_auto_allocated_topology | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_or_owner | GET /auto-allocated-topology/{project_id}
        delete_auto_allocated_topology | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /auto-allocated-topology/{project_id}
        create_network | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /networks
        create_network:shared | project | rule:admin_only | rule:admin_only | POST /networks
        create_network:router:external | project | rule:admin_only | rule:admin_only | POST /networks
        create_network:is_default | project | rule:admin_only | rule:admin_only | POST /networks
        create_network:port_security_enabled | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /networks
        create_network:segments | project | rule:admin_only | rule:admin_only | POST /networks
        create_network:provider:network_type | project | rule:admin_only | rule:admin_only | POST /networks
        create_network:provider:physical_network | project | rule:admin_only | rule:admin_only | POST /networks
        create_network:provider:segmentation_id | project | rule:admin_only | rule:admin_only | POST /networks
        create_network:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | POST /networks/{id}/tags
        get_network | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:service_api or rule:shared or rule:external or rule:context_is_advsvc | rule:admin_or_owner or rule:shared or rule:external or rule:context_is_advsvc | GET /networks ; GET /networks/{id}
        get_network:segments | project | rule:admin_only | rule:admin_only | GET /networks ; GET /networks/{id}
        get_network:provider:network_type | project | rule:admin_only | rule:admin_only | GET /networks ; GET /networks/{id}
        get_network:provider:physical_network | project | rule:admin_only | rule:admin_only | GET /networks ; GET /networks/{id}
        get_network:provider:segmentation_id | project | rule:admin_only | rule:admin_only | GET /networks ; GET /networks/{id}
        get_network:tags | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared or rule:external or rule:context_is_advsvc | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | GET /networks/{id}/tags ; GET /networks/{id}/tags/{tag_id}
        update_network | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /networks/{id}
        update_network:segments | project | rule:admin_only | rule:admin_only | PUT /networks/{id}
        update_network:shared | project | rule:admin_only | rule:admin_only | PUT /networks/{id}
        update_network:provider:network_type | project | rule:admin_only | rule:admin_only | PUT /networks/{id}
        update_network:provider:physical_network | project | rule:admin_only | rule:admin_only | PUT /networks/{id}
        update_network:provider:segmentation_id | project | rule:admin_only | rule:admin_only | PUT /networks/{id}
        update_network:router:external | project | rule:admin_only | rule:admin_only | PUT /networks/{id}
        update_network:is_default | project | rule:admin_only | rule:admin_only | PUT /networks/{id}
        update_network:port_security_enabled | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /networks/{id}
        update_network:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | PUT /networks/{id}/tags ; PUT /networks/{id}/tags/{tag_id}
        delete_network | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /networks/{id}
        delete_network:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | DELETE /networks/{id}/tags ; DELETE /networks/{id}/tags/{tag_id}
        get_network_ip_availability | project | (rule:admin_only) or (rule:service_api) | rule:admin_only | GET /network-ip-availabilities ; GET /network-ip-availabilities/{network_id}
        create_network_segment_range | project | rule:admin_only | rule:admin_only | POST /network_segment_ranges
        create_network_segment_range:tags | project | rule:admin_only | rule:admin_only | POST /network_segment_ranges/{id}/tags
        get_network_segment_range | project | rule:admin_only | rule:admin_only | GET /network_segment_ranges ; GET /network_segment_ranges/{id}
        get_network_segment_range:tags | project | rule:admin_only | rule:admin_only | GET /network_segment_ranges/{id}/tags ; GET /network_segment_ranges/{id}/tags/{tag_id}
        update_network_segment_range | project | rule:admin_only | rule:admin_only | PUT /network_segment_ranges/{id}
        update_network_segment_range:tags | project | rule:admin_only | rule:admin_only | PUT /network_segment_ranges/{id}/tags ; PUT /network_segment_ranges/{id}/tags/{tag_id}
        delete_network_segment_range | project | rule:admin_only | rule:admin_only | DELETE /network_segment_ranges/{id}
        delete_network_segment_range:tags | project | rule:admin_only | rule:admin_only | DELETE /network_segment_ranges/{id}/tags ; DELETE /network_segment_ranges/{id}/tags/{tag_id}
        get_port_binding | project | (rule:admin_only) or (rule:service_api) | | GET /ports/{port_id}/bindings
        create_port_binding | project | rule:service_api | | POST /ports/{port_id}/bindings
        delete_port_binding | project | rule:service_api | | DELETE /ports/{port_id}/bindings/{host}
        activate | project | rule:service_api | | PUT /ports/{port_id}/bindings/{host}/activate
        create_port | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner or rule:shared | rule:regular_user | POST /ports
        create_port:device_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) or rule:service_api | rule:regular_user | POST /ports
        create_port:device_owner | project | not rule:network_device or (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | not rule:network_device or rule:context_is_advsvc or rule:admin_or_network_owner | POST /ports
        create_port:mac_address | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | rule:context_is_advsvc or rule:admin_or_network_owner | POST /ports
        create_port:fixed_ips | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner or rule:shared | rule:context_is_advsvc or rule:admin_or_network_owner or rule:shared | POST /ports
        create_port:fixed_ips:ip_address | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | rule:context_is_advsvc or rule:admin_or_network_owner | POST /ports
        create_port:fixed_ips:subnet_id | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner or rule:shared | rule:context_is_advsvc or rule:admin_or_network_owner or rule:shared | POST /ports
        create_port:port_security_enabled | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | rule:context_is_advsvc or rule:admin_or_network_owner | POST /ports
        create_port:binding:host_id | project | (rule:admin_only) or (rule:service_api) | rule:admin_only | POST /ports
        create_port:binding:profile | project | rule:service_api | rule:admin_only | POST /ports
        create_port:binding:vnic_type | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) or rule:service_api | rule:regular_user | POST /ports
        create_port:allowed_address_pairs | project | (rule:admin_only) or (role:member and rule:network_owner) or rule:service_api | rule:admin_or_network_owner | POST /ports
        create_port:allowed_address_pairs:mac_address | project | (rule:admin_only) or (role:member and rule:network_owner) or rule:service_api | rule:admin_or_network_owner | POST /ports
        create_port:allowed_address_pairs:ip_address | project | (rule:admin_only) or (role:member and rule:network_owner) or rule:service_api | rule:admin_or_network_owner | POST /ports
        create_port:hints | project | rule:admin_only | | POST /ports
        create_port:trusted | project | rule:admin_only | | POST /ports
        create_port:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) or rule:context_is_advsvc | (rule:admin_only) or (role:member and project_id:%(project_id)s) or rule:context_is_advsvc | POST /ports/{id}/tags
        get_port | project | (rule:admin_only) or (rule:service_api) or role:reader and rule:network_owner or role:reader and project_id:%(project_id)s | rule:context_is_advsvc or rule:admin_owner_or_network_owner | GET /ports ; GET /ports/{id}
        get_port:binding:vif_type | project | (rule:admin_only) or (rule:service_api) | rule:admin_only | GET /ports ; GET /ports/{id}
        get_port:binding:vif_details | project | (rule:admin_only) or (rule:service_api) | rule:admin_only | GET /ports ; GET /ports/{id}
        get_port:binding:host_id | project | (rule:admin_only) or (rule:service_api) | rule:admin_only | GET /ports ; GET /ports/{id}
        get_port:binding:profile | project | (rule:admin_only) or (rule:service_api) | rule:admin_only | GET /ports ; GET /ports/{id}
        get_port:resource_request | project | rule:admin_only | rule:admin_only | GET /ports ; GET /ports/{id}
        get_port:hints | project | rule:admin_only | | GET /ports ; GET /ports/{id}
        get_port:trusted | project | rule:admin_only | | GET /ports ; GET /ports/{id}
        get_port:tags | project | rule:context_is_advsvc or (rule:admin_only) or (role:reader and rule:network_owner) or role:reader and project_id:%(project_id)s | rule:context_is_advsvc or (rule:admin_only) or (role:reader and rule:network_owner) or role:reader and project_id:%(project_id)s | GET /ports/{id}/tags ; GET /ports/{id}/tags/{tag_id}
        update_port | project | (rule:admin_only) or (rule:service_api) or role:member and project_id:%(project_id)s | rule:admin_or_owner or rule:context_is_advsvc | PUT /ports/{id}
        update_port:device_id | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) or rule:service_api | rule:regular_user | PUT /ports/{id}
        update_port:device_owner | project | not rule:network_device or (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | not rule:network_device or rule:context_is_advsvc or rule:admin_or_network_owner | PUT /ports/{id}
        update_port:mac_address | project | (rule:admin_only) or (rule:service_api) or role:manager and rule:network_owner | rule:admin_only or rule:context_is_advsvc | PUT /ports/{id}
        update_port:fixed_ips | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | rule:context_is_advsvc or rule:admin_or_network_owner | PUT /ports/{id}
        update_port:fixed_ips:ip_address | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | rule:context_is_advsvc or rule:admin_or_network_owner | PUT /ports/{id}
        update_port:fixed_ips:subnet_id | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner or rule:shared | rule:context_is_advsvc or rule:admin_or_network_owner or rule:shared | PUT /ports/{id}
        update_port:port_security_enabled | project | (rule:admin_only) or (rule:service_api) or role:member and rule:network_owner | rule:context_is_advsvc or rule:admin_or_network_owner | PUT /ports/{id}
        update_port:binding:host_id | project | (rule:admin_only) or (rule:service_api) | rule:admin_only | PUT /ports/{id}
        update_port:binding:profile | project | rule:service_api | rule:admin_only | PUT /ports/{id}
        update_port:binding:vnic_type | project | (rule:admin_only) or (rule:service_api) or role:member and project_id:%(project_id)s | rule:admin_or_owner or rule:context_is_advsvc | PUT /ports/{id}
        update_port:allowed_address_pairs | project | (rule:admin_only) or (role:member and rule:network_owner) or rule:service_api | rule:admin_or_network_owner | PUT /ports/{id}
        update_port:allowed_address_pairs:mac_address | project | (rule:admin_only) or (role:member and rule:network_owner) or rule:service_api | rule:admin_or_network_owner | PUT /ports/{id}
        update_port:allowed_address_pairs:ip_address | project | (rule:admin_only) or (role:member and rule:network_owner) or rule:service_api | rule:admin_or_network_owner | PUT /ports/{id}
        update_port:data_plane_status | project | rule:admin_only or role:data_plane_integrator | rule:admin_or_data_plane_int | PUT /ports/{id}
        update_port:hints | project | rule:admin_only | | PUT /ports/{id}
        update_port:trusted | project | rule:admin_only | | PUT /ports/{id}
        update_port:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) or rule:context_is_advsvc | (rule:admin_only) or (role:member and project_id:%(project_id)s) or rule:context_is_advsvc | PUT /ports/{id}/tags ; PUT /ports/{id}/tags/{tag_id}
        delete_port | project | (rule:admin_only) or (rule:service_api) or (service_roles:service and (role:member and rule:network_owner or role:member and project_id:%(project_id)s)) or (not rule:compute_device and not rule:baremetal_device and not rule:manila_device and (role:member and rule:network_owner or role:member and project_id:%(project_id)s)) | rule:context_is_advsvc or rule:admin_owner_or_network_owner | DELETE /ports/{id}
        delete_port:tags | project | rule:context_is_advsvc or role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | rule:context_is_advsvc or role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | DELETE /ports/{id}/tags ; DELETE /ports/{id}/tags/{tag_id}
        create_port:pvlan_type | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | POST /ports
        create_port:pvlan_community | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | POST /ports
        update_port:pvlan_type | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /ports/{id}
        update_port:pvlan_community | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /ports/{id}
        get_port:pvlan_type | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | | GET /ports ; GET /ports/{id}
        get_port:pvlan_community | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | | GET /ports ; GET /ports/{id}
        create_network:pvlan | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | POST /networks
        update_network:pvlan | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | | PUT /networks/{id}
        get_network:pvlan | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | | GET /networks ; GET /networks/{id}
        create_segment | project | rule:admin_only | rule:admin_only | POST /segments
        create_segments_tags | project | rule:admin_only | | POST /segments/{id}/tags
        get_segment | project | rule:admin_only | rule:admin_only | GET /segments ; GET /segments/{id}
        get_segments_tags | project | rule:admin_only | | GET /segments/{id}/tags ; GET /segments/{id}/tags/{tag_id}
        update_segment | project | rule:admin_only | rule:admin_only | PUT /segments/{id}
        update_segments_tags | project | rule:admin_only | | PUT /segments/{id}/tags ; PUT /segments/{id}/tags/{tag_id}
        delete_segment | project | rule:admin_only | rule:admin_only | DELETE /segments/{id}
        delete_segments_tags | project | rule:admin_only | | DELETE /segments/{id}/tags ; DELETE /segments/{id}/tags/{tag_id}
        create_subnet | project | (rule:admin_only) or (role:member and rule:network_owner) | rule:admin_or_network_owner | POST /subnets
        create_subnet:segment_id | project | rule:admin_only | rule:admin_only | POST /subnets
        create_subnet:service_types | project | rule:admin_only | rule:admin_only | POST /subnets
        create_subnet:tags | project | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | POST /subnets/{id}/tags
        get_subnet | project | role:reader and project_id:%(project_id)s or rule:shared or rule:external_network or (rule:admin_only) or (role:reader and rule:network_owner) or rule:service_api | rule:shared or rule:external_network or rule:admin_or_owner | GET /subnets ; GET /subnets/{id}
        get_subnet:segment_id | project | rule:admin_only | rule:admin_only | GET /subnets ; GET /subnets/{id}
        get_subnet:tags | project | role:reader and project_id:%(project_id)s or rule:shared or rule:external_network or (rule:admin_only) or (role:reader and rule:network_owner) | role:reader and project_id:%(project_id)s or rule:shared or rule:external_network or (rule:admin_only) or (role:reader and rule:network_owner) | GET /subnets/{id}/tags ; GET /subnets/{id}/tags/{tag_id}
        update_subnet | project | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | rule:admin_or_network_owner | PUT /subnets/{id}
        update_subnet:segment_id | project | rule:admin_only | rule:admin_only | PUT /subnets/{id}
        update_subnet:service_types | project | rule:admin_only | rule:admin_only | PUT /subnets/{id}
        update_subnet:leak_routes | project | rule:admin_only | | PUT /subnets/{id}
        update_subnet:tags | project | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | PUT /subnets/{id}/tags ; PUT /subnets/{id}/tags/{tag_id}
        delete_subnet | project | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | rule:admin_or_network_owner | DELETE /subnets/{id}
        delete_subnet:tags | project | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | role:member and project_id:%(project_id)s or (rule:admin_only) or (role:member and rule:network_owner) | DELETE /subnets/{id}/tags ; DELETE /subnets/{id}/tags/{tag_id}
        create_subnetpool | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /subnetpools
        create_subnetpool:shared | project | rule:admin_only | rule:admin_only | POST /subnetpools
        create_subnetpool:is_default | project | rule:admin_only | rule:admin_only | POST /subnetpools
        create_subnetpool:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | POST /subnetpools/{id}/tags
        get_subnetpool | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_subnetpools | rule:admin_or_owner or rule:shared_subnetpools | GET /subnetpools ; GET /subnetpools/{id}
        get_subnetpool:tags | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_subnetpools | (rule:admin_only) or (role:reader and project_id:%(project_id)s) or rule:shared_subnetpools | GET /subnetpools/{id}/tags ; GET /subnetpools/{id}/tags/{tag_id}
        update_subnetpool | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /subnetpools/{id}
        update_subnetpool:is_default | project | rule:admin_only | rule:admin_only | PUT /subnetpools/{id}
        update_subnetpool:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | PUT /subnetpools/{id}/tags ; PUT /subnetpools/{id}/tags/{tag_id}
        delete_subnetpool | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /subnetpools/{id}
        delete_subnetpool:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | DELETE /subnetpools/{id}/tags ; DELETE /subnetpools/{id}/tags/{tag_id}
        onboard_network_subnets | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /subnetpools/{id}/onboard_network_subnets
        add_prefixes | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /subnetpools/{id}/add_prefixes
        remove_prefixes | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /subnetpools/{id}/remove_prefixes
        create_trunk | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:regular_user | POST /trunks
        create_trunk:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | POST /trunks/{id}/tags
        get_trunk | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:admin_or_owner | GET /trunks ; GET /trunks/{id}
        get_trunk:tags | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | GET /trunks/{id}/tags ; GET /trunks/{id}/tags/{tag_id}
        update_trunk | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /trunks/{id}
        update_trunk:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | PUT /trunks/{id}/tags ; PUT /trunks/{id}/tags/{tag_id}
        delete_trunk | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | DELETE /trunks/{id}
        delete_trunk:tags | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | (rule:admin_only) or (role:member and project_id:%(project_id)s) | DELETE /trunks/{id}/tags ; DELETE /trunks/{id}/tags/{tag_id}
        get_subports | project | (rule:admin_only) or (role:reader and project_id:%(project_id)s) | rule:regular_user | GET /trunks/{id}/get_subports
        add_subports | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /trunks/{id}/add_subports
        remove_subports | project | (rule:admin_only) or (role:member and project_id:%(project_id)s) | rule:admin_or_owner | PUT /trunks/{id}/remove_subports
        """
}
