extension RuleTable {
    /// Rules of the block storage API about volumes, their types, snapshots and quotas, and the names other rules use.
    static let cinderVolumes = """
        admin_or_owner | | is_admin:True or (role:admin and is_admin_project:True) or project_id:%(project_id)s
        system_or_domain_or_project_admin | | (role:admin and system_scope:all) or (role:admin and domain_id:%(domain_id)s) or (role:admin and project_id:%(project_id)s)
        context_is_admin | | role:admin
        admin_api | | is_admin:True or (role:admin and is_admin_project:True)
        xena_system_admin_or_project_reader | | (role:admin) or (role:reader and project_id:%(project_id)s)
        xena_system_admin_or_project_member | | (role:admin) or (role:member and project_id:%(project_id)s)
        volume:attachment_create | | rule:xena_system_admin_or_project_member | | POST /attachments
        volume:attachment_update | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | PUT /attachments/{attachment_id}
        volume:attachment_delete | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /attachments/{attachment_id}
        volume:attachment_complete | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /attachments/{attachment_id}/action (os-complete)
        volume:multiattach_bootable_volume | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /attachments
        message:get_all | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /messages
        message:get | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /messages/{message_id}
        message:delete | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /messages/{message_id}
        volume:get_snapshot_metadata | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /snapshots/{snapshot_id}/metadata ; GET /snapshots/{snapshot_id}/metadata/{key}
        volume:update_snapshot_metadata | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /snapshots/{snapshot_id}/metadata ; PUT /snapshots/{snapshot_id}/metadata/{key}
        volume:delete_snapshot_metadata | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /snapshots/{snapshot_id}/metadata/{key}
        volume:get_all_snapshots | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /snapshots ; GET /snapshots/detail
        volume_extension:extended_snapshot_attributes | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /snapshots/detail ; GET /snapshots/{snapshot_id}
        volume:create_snapshot | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /snapshots
        volume:get_snapshot | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /snapshots/{snapshot_id}
        volume:update_snapshot | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | PUT /snapshots/{snapshot_id}
        volume:delete_snapshot | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /snapshots/{snapshot_id}
        volume_extension:snapshot_admin_actions:reset_status | | rule:admin_api | | POST /snapshots/{snapshot_id}/action (os-reset_status)
        snapshot_extension:snapshot_actions:update_snapshot_status | | rule:xena_system_admin_or_project_member | | POST /snapshots/{snapshot_id}/action (update_snapshot_status)
        volume_extension:snapshot_admin_actions:force_delete | | rule:admin_api | | POST /snapshots/{snapshot_id}/action (os-force_delete)
        snapshot_extension:list_manageable | | rule:admin_api | | GET /manageable_snapshots ; GET /manageable_snapshots/detail
        snapshot_extension:snapshot_manage | | rule:admin_api | | POST /manageable_snapshots
        snapshot_extension:snapshot_unmanage | | rule:admin_api | | POST /snapshots/{snapshot_id}/action (os-unmanage)
        volume_extension:backup_admin_actions:reset_status | | rule:admin_api | | POST /backups/{backup_id}/action (os-reset_status)
        volume_extension:backup_admin_actions:force_delete | | rule:admin_api | | POST /backups/{backup_id}/action (os-force_delete)
        volume_extension:qos_specs_manage:get_all | | rule:admin_api | | GET /qos-specs ; GET /qos-specs/{qos_id}/associations
        volume_extension:qos_specs_manage:get | | rule:admin_api | | GET /qos-specs/{qos_id}
        volume_extension:qos_specs_manage:create | | rule:admin_api | | POST /qos-specs
        volume_extension:qos_specs_manage:update | | rule:admin_api | | GET /qos-specs/{qos_id}/associate ; GET /qos-specs/{qos_id}/disassociate ; GET /qos-specs/{qos_id}/disassociate_all ; PUT /qos-specs/{qos_id}
        volume_extension:qos_specs_manage:delete | | rule:admin_api | | DELETE /qos-specs/{qos_id} ; PUT /qos-specs/{qos_id}/delete_keys
        volume_extension:quota_classes:get | | rule:admin_api | rule:admin_api | GET /os-quota-class-sets/{project_id}
        volume_extension:quota_classes:update | | rule:admin_api | rule:admin_api | PUT /os-quota-class-sets/{project_id}
        volume_extension:quotas:show | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /os-quota-sets/{project_id} ; GET /os-quota-sets/{project_id}/default ; GET /os-quota-sets/{project_id}?usage=True
        volume_extension:quotas:update | | rule:admin_api | | PUT /os-quota-sets/{project_id}
        volume_extension:quotas:delete | | rule:admin_api | | DELETE /os-quota-sets/{project_id}
        volume_extension:capabilities | | rule:admin_api | | GET /capabilities/{host_name}
        volume_extension:services:index | | rule:admin_api | | GET /os-services
        volume_extension:services:update | | rule:admin_api | | PUT /os-services/{action}
        volume:freeze_host | | rule:admin_api | | PUT /os-services/freeze
        volume:thaw_host | | rule:admin_api | | PUT /os-services/thaw
        volume:failover_host | | rule:admin_api | | PUT /os-services/failover_host
        scheduler_extension:scheduler_stats:get_pools | | rule:admin_api | | GET /scheduler-stats/get_pools
        volume_extension:hosts | | rule:admin_api | | GET /os-hosts ; GET /os-hosts/{host_id} ; PUT /os-hosts/{host_name}
        limits_extension:used_limits | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /limits
        volume_extension:list_manageable | | rule:admin_api | | GET /manageable_volumes ; GET /manageable_volumes/detail
        volume_extension:volume_manage | | rule:admin_api | | POST /manageable_volumes
        volume_extension:volume_unmanage | | rule:admin_api | | POST /volumes/{volume_id}/action (os-unmanage)
        volume_extension:type_create | | rule:admin_api | rule:admin_api | POST /types
        volume_extension:type_update | | rule:admin_api | rule:admin_api | PUT /types
        volume_extension:type_delete | | rule:admin_api | rule:admin_api | DELETE /types
        volume_extension:type_get | | rule:xena_system_admin_or_project_reader | | GET /types/{type_id}
        volume_extension:type_get_all | | rule:xena_system_admin_or_project_reader | | GET /types/
        volume_extension:access_types_extra_specs | | rule:xena_system_admin_or_project_reader | rule:admin_api | GET /types ; GET /types/{type_id}
        volume_extension:access_types_qos_specs_id | | rule:admin_api | | GET /types ; GET /types/{type_id}
        volume_extension:volume_type_encryption | | rule:admin_api
        volume_extension:volume_type_encryption:create | | rule:admin_api | rule:volume_extension:volume_type_encryption | POST /types/{type_id}/encryption
        volume_extension:volume_type_encryption:get | | rule:admin_api | rule:volume_extension:volume_type_encryption | GET /types/{type_id}/encryption ; GET /types/{type_id}/encryption/{key}
        volume_extension:volume_type_encryption:update | | rule:admin_api | rule:volume_extension:volume_type_encryption | PUT /types/{type_id}/encryption/{encryption_id}
        volume_extension:volume_type_encryption:delete | | rule:admin_api | rule:volume_extension:volume_type_encryption | DELETE /types/{type_id}/encryption/{encryption_id}
        volume_extension:volume_type_access | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | GET /types ; GET /types/{type_id} ; POST /types
        volume_extension:volume_type_access:addProjectAccess | | rule:admin_api | | POST /types/{type_id}/action (addProjectAccess)
        volume_extension:volume_type_access:removeProjectAccess | | rule:admin_api | | POST /types/{type_id}/action (removeProjectAccess)
        volume_extension:volume_type_access:get_all_for_type | | rule:admin_api | volume_extension:volume_type_access | GET /types/{type_id}/os-volume-type-access
        volume:extend | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-extend)
        volume:extend_attached_volume | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-extend)
        volume_extension:volume_admin_actions:extend_volume_completion | | rule:admin_api | | POST /volumes/{volume_id}/action (os-extend_volume_completion)
        volume:revert_to_snapshot | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (revert)
        volume_extension:volume_admin_actions:reset_status | | rule:admin_api | | POST /volumes/{volume_id}/action (os-reset_status)
        volume:retype | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-retype)
        volume:update_readonly_flag | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-update_readonly_flag)
        volume_extension:volume_admin_actions:force_delete | | rule:admin_api | | POST /volumes/{volume_id}/action (os-force_delete)
        volume_extension:volume_actions:upload_public | | rule:admin_api | | POST /volumes/{volume_id}/action (os-volume_upload_image)
        volume_extension:volume_actions:upload_image | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-volume_upload_image)
        volume_extension:volume_admin_actions:force_detach | | rule:admin_api | | POST /volumes/{volume_id}/action (os-force_detach)
        volume_extension:volume_admin_actions:migrate_volume | | rule:admin_api | | POST /volumes/{volume_id}/action (os-migrate_volume)
        volume_extension:volume_admin_actions:migrate_volume_completion | | rule:admin_api | | POST /volumes/{volume_id}/action (os-migrate_volume_completion)
        volume_extension:volume_actions:initialize_connection | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-initialize_connection)
        volume_extension:volume_actions:terminate_connection | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-terminate_connection)
        volume_extension:volume_actions:roll_detaching | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-roll_detaching)
        volume_extension:volume_actions:reserve | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-reserve)
        volume_extension:volume_actions:unreserve | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-unreserve)
        volume_extension:volume_actions:begin_detaching | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-begin_detaching)
        volume_extension:volume_actions:attach | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-attach)
        volume_extension:volume_actions:detach | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-detach)
        volume:reimage | | rule:xena_system_admin_or_project_member | | POST /volumes/{volume_id}/action (os-reimage)
        volume:reimage_reserved | | rule:xena_system_admin_or_project_member | | POST /volumes/{volume_id}/action (os-reimage)
        volume:get_all_transfers | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /os-volume-transfer ; GET /os-volume-transfer/detail ; GET /volume-transfers/detail ; GET /volume_transfers
        volume:create_transfer | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /os-volume-transfer ; POST /volume_transfers
        volume:get_transfer | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /os-volume-transfer/{transfer_id} ; GET /volume-transfers/{transfer_id}
        volume:accept_transfer | | rule:xena_system_admin_or_project_member | | POST /os-volume-transfer/{transfer_id}/accept ; POST /volume-transfers/{transfer_id}/accept
        volume:delete_transfer | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /os-volume-transfer/{transfer_id} ; DELETE /volume-transfers/{transfer_id}
        volume:get_volume_metadata | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /volumes/{volume_id}/metadata ; GET /volumes/{volume_id}/metadata/{key} ; POST /volumes/{volume_id}/action (os-show_image_metadata)
        volume:create_volume_metadata | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/metadata
        volume:update_volume_metadata | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | PUT /volumes/{volume_id}/metadata ; PUT /volumes/{volume_id}/metadata/{key}
        volume:delete_volume_metadata | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /volumes/{volume_id}/metadata/{key}
        volume_extension:volume_image_metadata:show | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /volumes/detail ; GET /volumes/{volume_id}
        volume_extension:volume_image_metadata:set | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-set_image_metadata)
        volume_extension:volume_image_metadata:remove | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-unset_image_metadata)
        volume:update_volume_admin_metadata | | rule:admin_api | | POST /volumes/{volume_id}/action (os-attach) ; POST /volumes/{volume_id}/action (os-update_readonly_flag)
        volume_extension:types_extra_specs:index | | rule:xena_system_admin_or_project_reader | | GET /types/{type_id}/extra_specs
        volume_extension:types_extra_specs:create | | rule:admin_api | | POST /types/{type_id}/extra_specs
        volume_extension:types_extra_specs:show | | rule:xena_system_admin_or_project_reader | | GET /types/{type_id}/extra_specs/{extra_spec_key}
        volume_extension:types_extra_specs:read_sensitive | | rule:admin_api | | GET /types ; GET /types/{type_id} ; GET /types/{type_id}/extra_specs ; GET /types/{type_id}/extra_specs/{extra_spec_key}
        volume_extension:types_extra_specs:update | | rule:admin_api | | PUT /types/{type_id}/extra_specs/{extra_spec_key}
        volume_extension:types_extra_specs:delete | | rule:admin_api | | DELETE /types/{type_id}/extra_specs/{extra_spec_key}
        volume:create | | rule:xena_system_admin_or_project_member | | POST /volumes
        volume:create_from_image | | rule:xena_system_admin_or_project_member | | POST /volumes
        volume:get | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /volumes/{volume_id}
        volume:get_all | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /volumes ; GET /volumes/detail ; GET /volumes/summary
        volume:update | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes/{volume_id}/action (os-set_bootable) ; PUT /volumes
        volume:delete | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /volumes/{volume_id}
        volume:force_delete | | rule:admin_api | | DELETE /volumes/{volume_id}
        volume_extension:volume_host_attribute | | rule:admin_api | | GET /volumes/detail ; GET /volumes/{volume_id}
        volume_extension:volume_tenant_attribute | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /volumes/detail ; GET /volumes/{volume_id}
        volume_extension:volume_mig_status_attribute | | rule:admin_api | | GET /volumes/detail ; GET /volumes/{volume_id}
        volume_extension:volume_encryption_metadata | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /volumes/{volume_id}/encryption ; GET /volumes/{volume_id}/encryption/{encryption_key}
        volume:multiattach | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /volumes
        volume_extension:default_set_or_update | | rule:admin_api | rule:system_or_domain_or_project_admin | PUT /default-types
        volume_extension:default_get | | rule:admin_api | rule:system_or_domain_or_project_admin | GET /default-types/{project-id}
        volume_extension:default_get_all | | rule:admin_api | role:admin and system_scope:all | GET /default-types/
        volume_extension:default_unset | | rule:admin_api | rule:system_or_domain_or_project_admin | DELETE /default-types/{project-id}
        """
}
