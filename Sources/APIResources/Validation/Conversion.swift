package import JSONCodec

/// What is done to a value before it is validated and stored, and to the value of a filter.
package indirect enum Conversion: Sendable, Hashable {
    case boolean
    case booleanOrNull
    case integer
    case integerOrNull
    case string
    case positiveNumberOrNull
    /// `null` to `[]`; a value that is no list to a list of it.
    case list
    case nullToEmptyList
    case nullToEmptyString
    case nullToEmptyObject
    /// The shortest text of an address; what is none stays.
    case canonicalAddress
    /// The shortest text of a CIDR; what is none is refused.
    case canonicalCIDR
    case canonicalAllocationPools
    /// Lower case with colons; what is no hardware address stays.
    case canonicalMAC
    case lowercase
    /// A known protocol's name in lower case or a number from 0 to 255 as text.
    case protocolName
    /// `["k=v", ...]` to `{"k": ["v"], ...}`.
    case pairsToObject

    /// - Throws: an ``InputError`` of step `conversion`.
    package func convert(_ value: JSONValue) throws(InputError) -> JSONValue {
        switch self {
        case .boolean:
            guard let flag = value.looseBool else { throw refused(value, "a boolean") }
            return .bool(flag)
        case .booleanOrNull:
            guard !value.isNull else { return value }
            guard let flag = value.looseBool else { throw refused(value, "a boolean") }
            return .bool(flag)
        case .integer:
            guard let number = PythonNumber.integer(value) else { throw refused(value, "an integer") }
            return .integer(number)
        case .integerOrNull:
            guard !value.isNull else { return value }
            guard let number = PythonNumber.integer(value) else { throw refused(value, "an integer") }
            return .integer(number)
        case .positiveNumberOrNull:
            guard !value.isNull else { return value }
            guard let number = PythonNumber.double(value), number >= 0 else { throw refused(value, "a positive number") }
            return .number(number)
        case .string:
            switch value {
            case .null, .string: return value
            case .bool(let flag): return .string(flag ? "True" : "False")
            default: return .string(value.description)
            }
        case .list:
            switch value {
            case .null: return .array([])
            case .array: return value
            case .object(let object): return .array(object.keys.map { .string($0) })
            default: return .array([value])
            }
        case .nullToEmptyList: return value.isNull ? .array([]) : value
        case .nullToEmptyString: return value.isNull ? .string("") : value
        case .nullToEmptyObject: return value.isNull ? .object(JSONObject()) : value
        case .canonicalAddress:
            guard let text = value.stringValue, let address = IPAddress(text) else { return value }
            return .string(address.description)
        case .canonicalCIDR:
            guard let text = value.stringValue, let network = IPNetwork(text) else { throw refused(value, "a CIDR") }
            return .string(network.description)
        case .canonicalAllocationPools: return try Self.allocationPools(value)
        case .canonicalMAC:
            guard let text = value.stringValue, let address = MACAddress(text) else { return value }
            return .string(address.description)
        case .lowercase:
            guard let text = value.stringValue else { throw refused(value, "a string") }
            return .string(text.lowercased())
        case .protocolName: return try Self.protocolName(value)
        case .pairsToObject: return try Self.pairs(value)
        }
    }

    private func refused(_ value: JSONValue, _ expected: String) -> InputError {
        InputError(.conversion, "\(ValidationRule.shown(value)) is not \(expected)")
    }

    private static func allocationPools(_ value: JSONValue) throws(InputError) -> JSONValue {
        guard value.isTruthy else {
            if value.isNull || value == "" || value == [] || value == [:] { return [] } else { throw poolError(value) }
        }
        guard let pools = value.arrayValue else { throw poolError(value) }
        var result: [JSONValue] = []
        for pool in pools {
            guard var object = pool.objectValue else { throw poolError(value) }
            for key in ["start", "end"] {
                if let text = object[key]?.stringValue, let address = IPAddress(text) { object[key] = .string(address.description) }
            }
            result.append(.object(object))
        }
        return .array(result)
    }

    private static func poolError(_ value: JSONValue) -> InputError {
        InputError(.conversion, "\(ValidationRule.shown(value)) is not a list of allocation pools")
    }

    private static func protocolName(_ value: JSONValue) throws(InputError) -> JSONValue {
        if value.isNull { return value }
        guard let text = value.stringValue else { throw InputError(.conversion, "\(ValidationRule.shown(value)) is not a protocol") }
        if let number = PythonNumber.integer(text) {
            guard (0...255).contains(number) else { throw InputError(.conversion, "protocol number \(number) is outside 0 to 255") }
            return value
        }
        guard text.lowercased() == "any" || IPProtocol.numbers[text.lowercased()] != nil else {
            throw InputError(.conversion, "\(ValidationRule.shown(value)) is not a protocol")
        }
        return .string(text.lowercased())
    }

    private static func pairs(_ value: JSONValue) throws(InputError) -> JSONValue {
        var result = JSONObject()
        guard value.isTruthy else {
            if value == "" || value == [] || value == [:] { return [:] }
            throw InputError(.conversion, "\(ValidationRule.shown(value)) is not a list of key=value pairs")
        }
        for element in value.arrayValue ?? [value] {
            guard let text = element.stringValue, let mark = text.firstIndex(of: "=") else {
                throw InputError(.conversion, "\(ValidationRule.shown(element)) is not of the form key=value")
            }
            let key = String(text[..<mark])
            let item = JSONValue.string(String(text[text.index(after: mark)...]))
            var items = result[key]?.arrayValue ?? []
            if !items.contains(item) { items.append(item) }
            result[key] = .array(items)
        }
        return .object(result)
    }
}
