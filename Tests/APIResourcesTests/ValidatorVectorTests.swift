import APIResources
import FoundationEssentials
import JSONCodec
import Testing

/// The rules and conversions against what the imitated service's own validators answered.
struct ValidatorVectorTests {
    private static let vectors: JSONValue = {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = checkout.appending(path: "../shared/reference/neutron-validator-vectors.json")
        guard let data = try? Data(contentsOf: file), let value = try? JSONValue(parsing: Array(data)) else { return .null }
        return value
    }()

    private static let rules: [(String, ValidationRule)] = {
        let lower = "^[a-z]+$"
        let objects: [(String, ValidationRule)] = [
            ("type:dict", .object(nil)), ("type:dict_or_empty", .object(nil)), ("type:dict_or_nodata", .objectOrNothing(nil)),
            ("type:dict_or_none", .nullOr(.object(nil))), ("type:list_of_any_key_specs_or_none", .listOfAny([])),
            ("type:list_of_dict_or_nodata", .objectListOrNothing(ValidationRule.ObjectRule([]))), ("type:subports", .subports),
        ]
        let numbers: [(String, ValidationRule)] = [
            ("type:boolean", .boolean), ("type:integer", .integer), ("type:non_negative", .nonNegative), ("type:port_range", .portRange),
            ("type:range", .range(0, 10)), ("type:range_or_none", .nullOr(.range(0, 10))), ("type:values", .values(["tcp", "udp"])),
        ]
        let texts: [(String, ValidationRule)] = [
            ("type:name_string", .name(max: 255)), ("type:name_string_not_default", .nameNotDefault(max: 255)),
            ("type:name_string_or_none", .nullOr(.name(max: 255))), ("type:not_empty_name_string", .notEmptyName(max: 255)),
            ("type:not_empty_string", .notEmptyString(max: 255)), ("type:not_empty_string_or_none", .nullOr(.notEmptyString(max: 255))),
            ("type:oneline_not_empty_string", .notEmptyLine(max: 255)),
            ("type:oneline_not_empty_string_or_none", .nullOr(.notEmptyLine(max: 255))), ("type:regex", .pattern(lower)),
            ("type:regex_or_none", .nullOr(.pattern(lower))), ("type:string", .string(max: 255)),
            ("type:string_or_none", .nullOr(.string(max: 255))), ("type:list_of_unique_strings", .uniqueStrings(max: 255)),
            ("type:list_of_regex_or_none", .nullOr(.uniquePatterns(lower))), ("type:list_of_subnet_service_types", .subnetServiceTypes),
        ]
        let identifiers: [(String, ValidationRule)] = [
            ("type:uuid", .uuid), ("type:uuid_or_none", .nullOr(.uuid)), ("type:uuid_list", .uuidList),
            ("type:uuid_list_non_empty", .notEmptyUUIDList), ("type:subnetpool_id", .subnetPool),
            ("type:subnetpool_id_or_none", .nullOr(.subnetPool)),
        ]
        let addresses: [(String, ValidationRule)] = [
            ("type:fixed_ips", .fixedIPs), ("type:hostroutes", .hostRoutes), ("type:ip_address", .address),
            ("type:ip_address_or_none", .nullOr(.address)), ("type:ip_or_subnet_or_none", .nullOr(.addressOrSubnet)),
            ("type:ip_pools", .allocationPools), ("type:list_of_subnets_or_none", .nullOr(.subnetList)), ("type:mac_address", .macAddress),
            ("type:mac_address_or_none", .nullOr(.macAddress)), ("type:nameservers", .nameservers), ("type:subnet", .subnet),
            ("type:subnet_list", .subnetList), ("type:subnet_or_none", .nullOr(.subnet)),
        ]
        return objects + numbers + texts + identifiers + addresses
    }()

    @Test("A rule accepts exactly what upstream's validator accepts", arguments: rules.map(\.0))
    func rule(name: String) throws {
        let rule = try #require(Self.rules.first { $0.0 == name }?.1)
        let samples = try #require(Self.vectors["samples"]?.arrayValue)
        let expected = try #require(Self.vectors["validators"]?[name]?["result"]?.stringValue)
        for (sample, verdict) in zip(samples, expected) {
            let reason = rule.reason(against: sample)
            #expect((reason == nil) == (verdict == "."), "\(name) on \(sample): \(reason ?? "accepted")")
        }
    }

    @Test("Every rule of the vectors has a counterpart here, but for two that depend on loaded plugins")
    func complete() throws {
        let known = Set(Self.rules.map(\.0))
        let missing = try #require(Self.vectors["validators"]?.objectValue).keys.filter { !known.contains($0) }
        #expect(Set(missing) == ["type:ethertype", "type:service_plugin_type"])
    }

    /// Upstream answers 500 where its converter raises something other than InvalidInput; here that is a refusal.
    private static let conversions: [(String, Conversion)] = [
        ("convert_allocation_pools_to_canonical_format", .canonicalAllocationPools), ("convert_cidr_to_canonical_format", .canonicalCIDR),
        ("convert_ip_to_canonical_format", .canonicalAddress), ("convert_kvp_list_to_dict", .pairsToObject),
        ("convert_none_to_empty_dict", .nullToEmptyObject), ("convert_none_to_empty_list", .nullToEmptyList),
        ("convert_none_to_empty_string", .nullToEmptyString), ("convert_string_to_case_insensitive", .lowercase),
        ("convert_to_boolean", .boolean), ("convert_to_boolean_if_not_none", .booleanOrNull), ("convert_to_int", .integer),
        ("convert_to_int_if_not_none", .integerOrNull), ("convert_to_list", .list),
        ("convert_to_positive_float_or_none", .positiveNumberOrNull), ("convert_to_protocol", .protocolName),
    ]

    @Test("A conversion makes of a value what upstream's converter makes of it", arguments: conversions.map(\.0))
    func conversion(name: String) throws {
        let conversion = try #require(Self.conversions.first { $0.0 == name }?.1)
        let samples = try #require(Self.vectors["samples"]?.arrayValue)
        let expected = try #require(Self.vectors["converters"]?[name]?.arrayValue)
        for (sample, outcome) in zip(samples, expected) {
            let converted = try? conversion.convert(sample)
            let wanted: JSONValue? = outcome["error"] != nil ? Optional.none : outcome == "=" ? sample : outcome
            // The samples hold no fraction that equals a whole number, so a number is compared as one.
            if case .number(let number)? = converted, case .integer(let whole)? = wanted, number == Double(whole) { continue }
            #expect(converted == wanted, "\(name) on \(sample)")
        }
    }

    @Test(
        "A hardware address in any notation becomes lower case with colons",
        arguments: ["aa:bb:cc:dd:ee:ff", "AA-BB-CC-DD-EE-FF", "aabb.ccdd.eeff", "AABBCCDDEEFF"])
    func macNotations(text: String) throws {
        #expect(try Conversion.canonicalMAC.convert(.string(text)) == "aa:bb:cc:dd:ee:ff")
    }
}
