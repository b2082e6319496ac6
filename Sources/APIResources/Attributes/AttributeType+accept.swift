package import JSONCodec

extension AttributeType {
    /// The value as it is stored.
    package func accept(_ value: JSONValue) throws(InputError) -> JSONValue {
        let converted = try conversion?.convert(value) ?? value
        if let reason = rule.reason(against: converted) { throw InputError(rule.failsAsInput ? .conversion : .validation, reason) }
        return converted
    }
}

extension ValidationRule {
    /// Whether a failure is reported as a conversion's: upstream's rule raises the error itself there.
    var failsAsInput: Bool {
        switch self {
        case .listOfAny, .subnetServiceTypes, .nameNotDefault: true
        case .nullOr(let rule): rule.failsAsInput
        default: false
        }
    }
}
