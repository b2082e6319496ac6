extension RuleTable {
    /// Rules of the block storage API about backups, groups and clusters.
    static let cinderGroups = """
        clusters:get_all | | rule:admin_api | | GET /clusters ; GET /clusters/detail
        clusters:get | | rule:admin_api | | GET /clusters/{cluster_id}
        clusters:update | | rule:admin_api | | PUT /clusters/{cluster_id}
        workers:cleanup | | rule:admin_api | | POST /workers/cleanup
        backup:get_all | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /backups ; GET /backups/detail
        backup:backup_project_attribute | | rule:admin_api | | GET /backups/detail ; GET /backups/{backup_id}
        backup:create | | rule:xena_system_admin_or_project_member | | POST /backups
        backup:get | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /backups/{backup_id}
        backup:update | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | PUT /backups/{backup_id}
        backup:delete | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /backups/{backup_id}
        backup:restore | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /backups/{backup_id}/restore
        backup:backup-import | | rule:admin_api | | POST /backups/{backup_id}/import_record
        backup:export-import | | rule:admin_api | | POST /backups/{backup_id}/export_record
        group:get_all | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /groups ; GET /groups/detail
        group:create | | rule:xena_system_admin_or_project_member | | POST /groups
        group:get | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /groups/{group_id}
        group:update | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | PUT /groups/{group_id}
        group:group_project_attribute | | rule:admin_api | | GET /groups/detail ; GET /groups/{group_id}
        group:group_types:create | | rule:admin_api | rule:admin_api | POST /group_types/
        group:group_types:update | | rule:admin_api | rule:admin_api | PUT /group_types/{group_type_id}
        group:group_types:delete | | rule:admin_api | rule:admin_api | DELETE /group_types/{group_type_id}
        group:access_group_types_specs | | rule:admin_api | | GET /group_types/{group_type_id}
        group:group_types_specs:get | | rule:admin_api | rule:admin_api | GET /group_types/{group_type_id}/group_specs/{g_spec_id}
        group:group_types_specs:get_all | | rule:admin_api | rule:admin_api | GET /group_types/{group_type_id}/group_specs
        group:group_types_specs:create | | rule:admin_api | rule:admin_api | POST /group_types/{group_type_id}/group_specs
        group:group_types_specs:update | | rule:admin_api | rule:admin_api | PUT /group_types/{group_type_id}/group_specs/{g_spec_id}
        group:group_types_specs:delete | | rule:admin_api | rule:admin_api | DELETE /group_types/{group_type_id}/group_specs/{g_spec_id}
        group:get_all_group_snapshots | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /group_snapshots ; GET /group_snapshots/detail
        group:create_group_snapshot | | rule:xena_system_admin_or_project_member | | POST /group_snapshots
        group:get_group_snapshot | | rule:xena_system_admin_or_project_reader | rule:admin_or_owner | GET /group_snapshots/{group_snapshot_id}
        group:delete_group_snapshot | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | DELETE /group_snapshots/{group_snapshot_id}
        group:update_group_snapshot | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | PUT /group_snapshots/{group_snapshot_id}
        group:group_snapshot_project_attribute | | rule:admin_api | | GET /group_snapshots/detail ; GET /group_snapshots/{group_snapshot_id}
        group:reset_group_snapshot_status | | rule:admin_api | | POST /group_snapshots/{g_snapshot_id}/action (reset_status)
        group:delete | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /groups/{group_id}/action (delete)
        group:reset_status | | rule:admin_api | | POST /groups/{group_id}/action (reset_status)
        group:enable_replication | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /groups/{group_id}/action (enable_replication)
        group:disable_replication | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /groups/{group_id}/action (disable_replication)
        group:failover_replication | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /groups/{group_id}/action (failover_replication)
        group:list_replication_targets | | rule:xena_system_admin_or_project_member | rule:admin_or_owner | POST /groups/{group_id}/action (list_replication_targets)
        """
}
