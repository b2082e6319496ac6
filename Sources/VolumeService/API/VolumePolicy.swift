/// What a caller may do: the one place that is asked.
///
/// Two kinds of rules cover cinder's defaults as far as this service goes: for administrators, and for the owner as well.
package struct VolumePolicy: Sendable {
    /// An action, by the name that cinder's policy files give it.
    package enum Rule: String, Sendable {
        case createVolume = "volume:create"
        case getVolume = "volume:get"
        case listVolumes = "volume:get_all"
        case updateVolume = "volume:update"
        case deleteVolume = "volume:delete"
        case forceDelete = "volume_extension:volume_admin_actions:force_delete"
        case extend = "volume:extend"
        case resetStatus = "volume_extension:volume_admin_actions:reset_status"
        case updateReadonlyFlag = "volume:update_readonly_flag"
        case reserve = "volume_extension:volume_actions:reserve"
        case seeHost = "volume_extension:volume_host_attribute"
        case seeAdminMetadata = "volume:update_volume_admin_metadata"
        case getTypes = "volume_extension:type_get_all"
        case createType = "volume_extension:type_create"
        case updateType = "volume_extension:type_update"
        case deleteType = "volume_extension:type_delete"
        case seeAllExtraSpecs = "volume_extension:types_extra_specs:read_sensitive"
        case writeExtraSpecs = "volume_extension:types_extra_specs:create"
        case seeQoSSpecs = "volume_extension:access_types_qos_specs_id"
        case listTypeAccess = "volume_extension:volume_type_access:get_all_for_type"
        case addTypeAccess = "volume_extension:volume_type_access:addProjectAccess"
        case removeTypeAccess = "volume_extension:volume_type_access:removeProjectAccess"
        case getDefaultType = "volume_extension:default_get"
        case setDefaultType = "volume_extension:default_set_or_update"
        case showQuotas = "volume_extension:quotas:show"
        case updateQuotas = "volume_extension:quotas:update"
        case deleteQuotas = "volume_extension:quotas:delete"
        case showQuotaClasses = "volume_extension:quota_classes:get"
        case updateQuotaClasses = "volume_extension:quota_classes:update"
        case listServices = "volume_extension:services:index"
        case updateServices = "volume_extension:services:update"
        case manageHosts = "volume_extension:hosts"
        case getPools = "scheduler_extension:scheduler_stats:get_pools"
        case getMessages = "message:get_all"
        case deleteMessage = "message:delete"

        var isForOwners: Bool {
            switch self {
            case .createVolume, .getVolume, .listVolumes, .updateVolume, .deleteVolume, .extend, .updateReadonlyFlag, .reserve, .getTypes,
                .showQuotas, .getMessages, .deleteMessage:
                true
            default: false
            }
        }
    }

    package init() {}

    /// Whether `caller` may do it.
    ///
    /// - Parameter project: the project that owns what is asked for; the caller's own when `nil`.
    package func allows(_ rule: Rule, _ caller: Caller, project: String? = nil) -> Bool {
        if caller.isAdmin { return true }
        return rule.isForOwners && (project == nil || project == caller.projectID)
    }

    /// - Throws: ``VolumeFault``, 403.
    package func authorize(_ rule: Rule, _ caller: Caller, project: String? = nil) throws {
        guard allows(rule, caller, project: project) else { throw VolumeFault.forbidden(rule.rawValue) }
    }
}
