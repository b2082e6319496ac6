import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1

/// A subnet pool, read from its record.
struct SubnetPool: Sendable {
    let id: String
    let prefixes: PrefixSet
    let minimumLength: Int
    let maximumLength: Int
    let defaultLength: Int
    /// How much of the pool each project may have; `nil` for no limit.
    let quota: Int?
    let addressScopeID: String?

    var family: IPAddress.Family { prefixes.family }

    /// - Returns: `nil` for a record that is of no family.
    init?(_ record: JSONObject) {
        let networks = Self.networks(record["prefixes"])
        let version = record["ip_version"]?.integerValue.flatMap { IPAddress.Family(rawValue: $0) }
        guard let family = networks.first?.family ?? version else { return nil }
        id = record.text("id")
        prefixes = PrefixSet(family, networks)
        minimumLength = Self.length(record["min_prefixlen"]) ?? Self.smallestLength(family)
        maximumLength = Self.length(record["max_prefixlen"]) ?? family.width
        defaultLength = Self.length(record["default_prefixlen"]) ?? minimumLength
        quota = record["default_quota"]?.integerValue.flatMap { $0 > 0 ? $0 : nil }
        addressScopeID = record["address_scope_id"]?.stringValue
    }

    static func networks(_ value: JSONValue?) -> [IPNetwork] {
        (value?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { IPNetwork($0) } }
    }

    private static func length(_ value: JSONValue?) -> Int? { value?.integerValue ?? value?.stringValue.flatMap { Int($0) } }

    /// The shortest prefix of subnets of a pool that does not say.
    private static func smallestLength(_ family: IPAddress.Family) -> Int { family == .v4 ? 8 : 64 }

    /// How much of a project's quota a prefix takes: IPv4 counts addresses, IPv6 networks of 64 bits.
    static func weight(_ length: Int, _ family: IPAddress.Family) -> Double {
        var weight = 1.0
        for _ in 0..<abs((family == .v4 ? 32 : 64) - length) { weight *= 2 }
        return length <= (family == .v4 ? 32 : 64) ? weight : 1 / weight
    }

    // MARK: records

    /// The prefixes of a request.
    ///
    /// - Throws: 400 when there are none, or some of each family.
    static func prefixes(_ value: JSONValue?) throws -> PrefixSet {
        let networks = networks(value)
        guard let family = networks.first?.family else {
            throw APIFault(.badRequest, type: "EmptySubnetPoolPrefixList", message: "A subnet pool needs prefixes.")
        }
        guard networks.allSatisfy({ $0.family == family }) else {
            throw APIFault(
                .badRequest, type: "PrefixVersionMismatch", message: "The prefixes of a subnet pool are all of IPv4 or all of IPv6.")
        }
        return PrefixSet(family, networks)
    }

    static func document(_ prefixes: PrefixSet) -> JSONValue { .array(prefixes.networks.map { .string($0.description) }) }

    /// The record with the lengths that it did not have, all as the service shows them.
    ///
    /// - Throws: 400 when the lengths contradict each other or the family.
    func completed(_ record: JSONObject) throws -> JSONObject {
        func require(_ holds: Bool, _ name: String, _ length: Int, _ bound: String, _ limit: Int) throws {
            guard !holds else { return }
            throw APIFault(
                .badRequest, type: "IllegalSubnetPoolPrefixBounds", message: "\(name) \(length) does not go with \(bound) \(limit).")
        }
        try require(minimumLength <= maximumLength, "min_prefixlen", minimumLength, "max_prefixlen", maximumLength)
        try require(maximumLength <= family.width, "max_prefixlen", maximumLength, "the family's", family.width)
        try require(defaultLength >= minimumLength, "default_prefixlen", defaultLength, "min_prefixlen", minimumLength)
        try require(defaultLength <= maximumLength, "default_prefixlen", defaultLength, "max_prefixlen", maximumLength)
        var record = record
        record["prefixes"] = Self.document(prefixes)
        record["ip_version"] = .integer(family.rawValue)
        record["min_prefixlen"] = .string(String(minimumLength))
        record["max_prefixlen"] = .string(String(maximumLength))
        record["default_prefixlen"] = .string(String(defaultLength))
        return record
    }

    /// What an update answers: the lengths as numbers.
    static func answer(_ record: JSONObject) -> JSONObject {
        var record = record
        for name in ["min_prefixlen", "max_prefixlen", "default_prefixlen"] {
            record[name] = length(record[name]).map { .integer($0) } ?? .null
        }
        return record
    }
}
