import APIResources
import JSONCodec
import Persistence

extension NetworkTables {
    /// The floating IPs that lead to a port that goes away lead nowhere.
    func disassociate(_ port: String, in transaction: any WriteTransaction) throws {
        for var record in try floatingIPs.records(where: SQLCondition("port_id=?", [.text(port)]), in: transaction) {
            for key in ["port_id", "fixed_ip_address", "router_id"] { record[key] = .null }
            record.touch()
            try floatingIPs.update(record, in: transaction)
        }
    }

    /// The floating IPs of a network that lead nowhere go with it.
    func forgetFloatingIPs(of network: String, in transaction: any WriteTransaction) throws {
        let idle: [SQLValue] = [.text(network)]
        let condition = "floating_network_id=? AND port_id IS NULL"
        try transaction.execute(
            "DELETE FROM ip_allocations WHERE port_id IN (SELECT p.id FROM floatingips f JOIN ports p ON p.device_id=f.id"
                + " WHERE f.floating_network_id=? AND f.port_id IS NULL)", idle)
        try transaction.execute(
            "DELETE FROM ports WHERE device_owner='network:floatingip' AND device_id IN (SELECT id FROM floatingips WHERE \(condition))",
            idle)
        try transaction.execute(
            "DELETE FROM network_tags WHERE resource_id IN (SELECT id FROM floatingips WHERE \(condition))", idle)
        try transaction.execute("DELETE FROM floatingips WHERE \(condition)", idle)
    }
}
