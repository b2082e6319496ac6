import JSONCodec

extension ValidationRule {
    func numberReason(_ value: JSONValue) -> String? {
        switch self {
        case .integer:
            switch value {
            case .integer: return nil
            case .string(let text) where PythonNumber.integer(text) != nil: return nil
            default: return "\(Self.shown(value)) is not an integer"
            }
        case .nonNegative:
            guard let number = PythonNumber.integer(value) else { return "\(Self.shown(value)) is not an integer" }
            return number < 0 ? "\(Self.shown(value)) is negative" : nil
        case .range(let low, let high):
            guard let number = PythonNumber.integer(value) else { return "\(Self.shown(value)) is not an integer" }
            if let low, number < low { return "\(number) is below \(low)" }
            if let high, number > high { return "\(number) is above \(high)" }
            return nil
        default: return Self.portRangeReason(value)
        }
    }

    private static func portRangeReason(_ value: JSONValue) -> String? {
        let text: String
        switch value {
        case .null: return nil
        case .integer(let number): text = String(number)
        case .string(let string): text = string
        default: return "\(shown(value)) is not a port or a range of ports"
        }
        let ports = text.split(separator: ":", omittingEmptySubsequences: false).map { PythonNumber.integer(String($0)) }
        guard ports.count <= 2 else { return "\(shown(value)) is not a port or a range of ports" }
        var previous = 0
        for port in ports {
            guard let port else { return "\(shown(value)) is not a port or a range of ports" }
            guard (0...65535).contains(port) else { return "port \(port) is outside 0 to 65535" }
            guard port >= previous else { return "the first port of \(shown(value)) is above the last" }
            previous = port
        }
        return nil
    }
}
