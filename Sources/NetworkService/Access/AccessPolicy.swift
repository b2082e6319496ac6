import HTTPApplication
import NIOHTTP1

/// Every question about what a caller may do is asked here, under the name of upstream's policy rule: `create_network:shared`.
struct AccessPolicy: Sendable {
    func allows(_ rule: String, _ caller: Caller, _ target: PolicyTarget) -> Bool {
        if caller.isUnrestricted { return true }
        switch rule {
        case "create_port:binding:profile", "update_port:binding:profile": return caller.isService
        default: if caller.isAdmin { return true }
        }
        let owns = caller.canWrite && target.projectID == caller.projectID
        let ownsNetwork = caller.canWrite && target.networkProjectID == caller.projectID
        switch rule {
        case "create_network", "update_network", "delete_network", "create_network:port_security_enabled",
            "update_network:port_security_enabled":
            return owns
        case "create_subnet": return ownsNetwork
        case "update_subnet", "delete_subnet": return owns || ownsNetwork
        case "create_port": return caller.isService || ownsNetwork || (caller.canWrite && target.isShared)
        case "create_port:fixed_ips", "create_port:fixed_ips:subnet_id", "update_port:fixed_ips:subnet_id":
            return caller.isService || ownsNetwork || target.isShared
        case "create_port:device_id", "create_port:binding:vnic_type", "update_port", "update_port:device_id",
            "update_port:binding:vnic_type":
            return caller.isService || owns
        case "create_port:device_owner", "update_port:device_owner":
            return caller.isService || !target.deviceOwner.hasPrefix("network:") || ownsNetwork
        case "create_port:mac_address", "create_port:port_security_enabled", "create_port:allowed_address_pairs",
            "create_port:fixed_ips:ip_address", "update_port:fixed_ips", "update_port:fixed_ips:ip_address",
            "update_port:port_security_enabled", "update_port:allowed_address_pairs":
            return caller.isService || ownsNetwork
        case "update_port:mac_address": return caller.isService || (ownsNetwork && caller.roles.contains("manager"))
        case "create_port:binding:host_id", "update_port:binding:host_id": return caller.isService
        case "update_port:data_plane_status": return caller.roles.contains("data_plane_integrator")
        case "delete_port":
            let isCompute = ["compute:", "baremetal:", "manila:"].contains { target.deviceOwner.hasPrefix($0) }
            return caller.isService || ((owns || ownsNetwork) && !isCompute)
        case "update_tags": return owns || ownsNetwork
        case "get_quota": return caller.roles.contains("manager") && owns
        default: return false
        }
    }

    /// - Throws: 403 PolicyNotAuthorized that names the rule.
    func require(_ rule: String, _ caller: Caller, _ target: PolicyTarget) throws {
        guard allows(rule, caller, target) else {
            throw APIFault(.forbidden, type: "PolicyNotAuthorized", message: "The rule \(rule) does not allow this")
        }
    }
}
