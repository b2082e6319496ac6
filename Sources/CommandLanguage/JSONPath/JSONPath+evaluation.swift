package import JSONCodec

extension JSONPath {
    /// The value at the path.
    ///
    /// A path that may name several places gives an array of all it found, empty when it found none; `length` at the end of such a path counts them.
    ///
    /// - Returns: `nil` when a definite path leads nowhere.
    /// - Throws: a diagnostic when a filter uses an undefined variable or an invalid regular expression.
    package func value(in document: JSONValue, environment: (any ScriptEnvironment)? = nil) throws(Diagnostic) -> JSONValue? {
        var found = [document]
        var isDefinite = true
        for (position, step) in steps.enumerated() {
            switch step {
            case .length where !isDefinite && position == steps.count - 1: return .integer(found.count)
            case .slice, .wildcard, .descendants, .filter: isDefinite = false
            case .member, .index, .length: break
            }
            var next: [JSONValue] = []
            for value in found { try JSONPath.apply(step, to: value, root: document, environment, into: &next) }
            found = next
        }
        return isDefinite ? found.first : .array(found)
    }

    private static func apply(
        _ step: Step, to value: JSONValue, root: JSONValue, _ environment: (any ScriptEnvironment)?, into found: inout [JSONValue]
    ) throws(Diagnostic) {
        switch step {
        case .member(let name):
            if let member = value[name] { found.append(member) }
        case .index(let index):
            guard let elements = value.arrayValue else { return }
            if let element = value[index < 0 ? elements.count + index : index] { found.append(element) }
        case .slice(let from, let to):
            guard let elements = value.arrayValue else { return }
            func bound(_ index: Int) -> Int { max(0, min(elements.count, index < 0 ? elements.count + index : index)) }
            let start = bound(from ?? 0)
            let end = bound(to ?? elements.count)
            if start < end { found += elements[start..<end] }
        case .wildcard: found += children(of: value)
        case .descendants(let name): collectDescendants(of: value, named: name, into: &found)
        case .filter(let expression):
            for child in children(of: value) {
                let scope = ExpressionScope(environment: environment, document: root, current: child)
                if try expression.evaluate(in: scope).holds { found.append(child) }
            }
        case .length(let isCall):
            if !isCall, let member = value["length"] { return found.append(member) }
            switch value {
            case .array(let elements): found.append(.integer(elements.count))
            case .object(let object): found.append(.integer(object.count))
            case .string(let text): found.append(.integer(text.count))
            case .null, .bool, .integer, .number: break
            }
        }
    }

    private static func children(of value: JSONValue) -> [JSONValue] {
        switch value {
        case .array(let elements): elements
        case .object(let object): object.members.map(\.value)
        case .null, .bool, .integer, .number, .string: []
        }
    }

    private static func collectDescendants(of value: JSONValue, named name: String?, into found: inout [JSONValue]) {
        if let name {
            if let member = value[name] { found.append(member) }
        } else {
            found += children(of: value)
        }
        for child in children(of: value) { collectDescendants(of: child, named: name, into: &found) }
    }
}
