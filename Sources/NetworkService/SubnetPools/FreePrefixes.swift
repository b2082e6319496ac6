import APIResources
import Persistence

/// What of each subnet pool no subnet has, as the fewest networks: a network is split when a part of it is taken, and becomes one with
/// its other half when both are free.
///
/// To take or give back a prefix costs as many rows as it has bits, however many subnets and pools there are.
enum FreePrefixes {
    static let table = Schema.Table(
        "subnetpool_free_prefixes",
        columns: [
            Schema.Column("pool_id", .text, nullable: false), Schema.Column("length", .integer, nullable: false),
            Schema.Column("place", .blob, nullable: false), Schema.Column("prefix", .text, nullable: false),
        ], primaryKey: ["pool_id", "length", "place"], indexes: [Schema.Index("place", on: ["pool_id", "place"], unique: true)])

    /// Takes the first prefix of the length out of the smallest free network that has one.
    ///
    /// - Returns: `nil` when there is none.
    static func take(length: Int, from pool: String, in transaction: any WriteTransaction) throws -> IPNetwork? {
        let free = try transaction.first(
            "SELECT prefix FROM subnetpool_free_prefixes WHERE pool_id=? AND length="
                + "(SELECT max(length) FROM subnetpool_free_prefixes WHERE pool_id=? AND length<=?) ORDER BY place LIMIT 1",
            [.text(pool), .text(pool), .integer(length)]
        ) { IPNetwork($0.text(0)) }
        guard let network = free ?? nil, let wanted = IPNetwork(network.first, prefixLength: length) else { return nil }
        try split(network, for: wanted, of: pool, in: transaction)
        return wanted
    }

    /// - Returns: whether the whole of `network` was free.
    static func take(_ network: IPNetwork, from pool: String, in transaction: any WriteTransaction) throws -> Bool {
        let before = try transaction.first(
            "SELECT prefix FROM subnetpool_free_prefixes WHERE pool_id=? AND place<=? ORDER BY place DESC LIMIT 1",
            [.text(pool), .blob(network.first.bytes)]
        ) { IPNetwork($0.text(0)) }
        guard let free = before ?? nil, free.prefixLength <= network.prefixLength, free.contains(network.first) else { return false }
        try split(free, for: network, of: pool, in: transaction)
        return true
    }

    /// Takes `free` away and keeps what of it is not in `wanted`.
    private static func split(_ free: IPNetwork, for wanted: IPNetwork, of pool: String, in transaction: any WriteTransaction) throws {
        try remove(free, from: pool, in: transaction)
        var length = free.prefixLength
        while length < wanted.prefixLength {
            length += 1
            guard let half = IPNetwork(wanted.first, prefixLength: length)?.normalized, let other = half.sibling else { return }
            try insert(other, into: pool, in: transaction)
        }
    }

    /// Adds what was not there, or gives back what was taken.
    static func give(_ network: IPNetwork, to pool: String, in transaction: any WriteTransaction) throws {
        var network = network.normalized
        while let sibling = network.sibling, try remove(sibling, from: pool, in: transaction),
            let whole = IPNetwork(network.first, prefixLength: network.prefixLength - 1)
        {
            network = whole.normalized
        }
        try insert(network, into: pool, in: transaction)
    }

    /// The pool is deleted.
    static func forget(_ pool: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM subnetpool_free_prefixes WHERE pool_id=?", [.text(pool)])
    }

    private static func insert(_ network: IPNetwork, into pool: String, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO subnetpool_free_prefixes (pool_id, length, place, prefix) VALUES (?,?,?,?)",
            [.text(pool), .integer(network.prefixLength), .blob(network.first.bytes), .text(network.description)])
    }

    @discardableResult
    private static func remove(_ network: IPNetwork, from pool: String, in transaction: any WriteTransaction) throws -> Bool {
        try transaction.execute(
            "DELETE FROM subnetpool_free_prefixes WHERE pool_id=? AND length=? AND place=?",
            [.text(pool), .integer(network.prefixLength), .blob(network.first.bytes)]) > 0
    }
}
