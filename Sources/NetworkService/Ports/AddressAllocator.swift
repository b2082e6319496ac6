import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Which port has which address. Two ports never have one address of a subnet: the primary key holds that against races.
struct AddressAllocator: Sendable {
    static let table = Schema.Table(
        "ip_allocations",
        columns: [
            Schema.Column("subnet_id", .text, nullable: false), Schema.Column("place", .blob, nullable: false),
            Schema.Column("ip_address", .text, nullable: false), Schema.Column("port_id", .text, nullable: false),
            Schema.Column("network_id", .text, nullable: false),
        ], primaryKey: ["subnet_id", "place"],
        indexes: [
            Schema.Index("port", on: ["port_id"]), Schema.Index("network", on: ["network_id"]),
            Schema.Index("address", on: ["ip_address"]),
        ])

    /// How often a random address is tried before the pool is searched in order.
    private static let probes = 8

    let tables: NetworkTables
    /// Chooses a number of a range: at random, but where a test wants to know what comes.
    let choose: @Sendable (Range<UInt128>) -> UInt128

    init(tables: NetworkTables, choose: @escaping @Sendable (Range<UInt128>) -> UInt128 = { UInt128.random(in: $0) }) {
        self.tables = tables
        self.choose = choose
    }

    // MARK: one address

    func isTaken(_ address: IPAddress, in subnet: String, _ transaction: any ReadTransaction) throws -> Bool {
        try transaction.exists("SELECT 1 FROM ip_allocations WHERE subnet_id=? AND place=?", [.text(subnet), .blob(address.bytes)])
    }

    /// Gives the port an address that nobody has.
    ///
    /// - Throws: 409 IpAddressAlreadyAllocated.
    func take(_ address: IPAddress, of subnet: String, for port: PortPlace, in transaction: any WriteTransaction) throws {
        do {
            try transaction.execute(
                "INSERT INTO ip_allocations (subnet_id, place, ip_address, port_id, network_id) VALUES (?,?,?,?,?)",
                [.text(subnet), .blob(address.bytes), .text(address.description), .text(port.id), .text(port.networkID)])
        } catch let error as StoreError where error.isUniqueViolation {
            throw APIFault(
                .conflict, type: "IpAddressAlreadyAllocated", message: "Address \(address) of subnet \(subnet) is taken.")
        }
    }

    /// Finds a free address in the subnet's pools: at random, and in order from a random place when the pools are nearly full.
    ///
    /// - Returns: `nil` when there is none.
    func find(_ subnet: SubnetAddressing, in transaction: any ReadTransaction) throws -> IPAddress? {
        let pools = subnet.pools
        guard !pools.isEmpty else { return nil }
        for _ in 0..<Self.probes {
            guard let address = random(pools) else { break }
            if try !isTaken(address, in: subnet.id, transaction) { return address }
        }
        for pool in pools.shuffled() {
            let start = random([pool]) ?? pool.start
            if let address = try gap(AddressPool(start, pool.end), of: subnet.id, in: transaction) { return address }
            if start > pool.start, let end = IPAddress(start.family, start.value - 1),
                let address = try gap(AddressPool(pool.start, end), of: subnet.id, in: transaction)
            {
                return address
            }
        }
        return nil
    }

    private func random(_ pools: [AddressPool]) -> IPAddress? {
        let sizes = pools.map { ($0.end.value - $0.start.value).addingReportingOverflow(1) }
        // A pool of all addresses there are has a size that does not fit; any of its addresses will do.
        if let index = sizes.firstIndex(where: \.overflow) {
            return IPAddress(pools[index].start.family, choose(0..<UInt128.max))
        }
        let total = sizes.reduce(UInt128(0)) { $0.addingReportingOverflow($1.partialValue).partialValue }
        guard total > 0 else { return nil }
        var place = choose(0..<total)
        for (pool, size) in zip(pools, sizes) {
            if place < size.partialValue { return IPAddress(pool.start.family, pool.start.value + place) }
            place -= size.partialValue
        }
        return nil
    }

    /// The first address of the range that nobody has.
    private func gap(_ range: AddressPool, of subnet: String, in transaction: any ReadTransaction) throws -> IPAddress? {
        var expected: IPAddress? = range.start
        try transaction.scan(
            "SELECT place FROM ip_allocations WHERE subnet_id=? AND place BETWEEN ? AND ? ORDER BY place",
            [.text(subnet), .blob(range.start.bytes), .blob(range.end.bytes)]
        ) { row in
            guard let address = expected, row.blob(0) == address.bytes else { return false }
            expected = address.advanced(by: 1)
            return true
        }
        guard let expected, range.contains(expected) else { return nil }
        return expected
    }

    // MARK: all of a port's or a subnet's

    func release(_ address: IPAddress, of subnet: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM ip_allocations WHERE subnet_id=? AND place=?", [.text(subnet), .blob(address.bytes)])
    }

    func releaseAll(_ port: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM ip_allocations WHERE port_id=?", [.text(port)])
    }

    /// Gives the ports that are on a network the addresses they make themselves in a new subnet.
    func adopt(_ subnet: SubnetAddressing, on network: String, in transaction: any WriteTransaction) throws {
        let condition = SQLCondition("network_id=? AND device_owner NOT LIKE 'network:%'", [.text(network)])
        for var port in try tables.ports.records(where: condition, in: transaction) {
            guard let mac = MACAddress(port.text("mac_address")), let address = subnet.automaticAddress(mac) else { continue }
            if try isTaken(address, in: subnet.id, transaction) { continue }
            try take(address, of: subnet.id, for: PortPlace(port), in: transaction)
            port["fixed_ips"] = .array((port["fixed_ips"]?.arrayValue ?? []) + [FixedIP(subnet.id, address).document])
            port.touch()
            try tables.ports.update(port, in: transaction)
        }
    }

    /// Takes the addresses of a subnet that goes away from the ports that have them.
    func abandon(_ subnet: String, in transaction: any WriteTransaction) throws {
        let condition = SQLCondition("id IN (SELECT port_id FROM ip_allocations WHERE subnet_id=?)", [.text(subnet)])
        for var port in try tables.ports.records(where: condition, in: transaction) {
            let kept = (port["fixed_ips"]?.arrayValue ?? []).filter { $0["subnet_id"]?.stringValue != subnet }
            port["fixed_ips"] = .array(kept)
            port.touch()
            try tables.ports.update(port, in: transaction)
        }
        try transaction.execute("DELETE FROM ip_allocations WHERE subnet_id=?", [.text(subnet)])
    }
}
