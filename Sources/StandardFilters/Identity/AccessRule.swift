/// One kind of request that a token may make: a method and a path of one service.
package struct AccessRule: Sendable, Hashable {
    /// The service's type in the catalog.
    package var service: String
    package var method: String
    /// `*` and `{name}` stand for one segment or a part of it, `**` for anything.
    package var path: String

    package init(service: String, method: String, path: String) {
        self.service = service
        self.method = method
        self.path = path
    }

    /// Whether a path is one of those that the rule means.
    package func matches(_ path: String) -> Bool {
        Self.matches(Array(path.utf8)[...], Self.parts(of: self.path)[...])
    }

    private enum Part {
        case literal(UInt8)
        case segment
        case anything
    }

    private static func parts(of pattern: String) -> [Part] {
        var parts: [Part] = []
        var rest = Array(pattern.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                if rest.first == UInt8(ascii: "*") {
                    rest.removeFirst()
                    parts.append(.anything)
                } else {
                    parts.append(.segment)
                }
            case UInt8(ascii: "{"):
                if let end = rest.firstIndex(of: UInt8(ascii: "}")) {
                    rest = rest[rest.index(after: end)...]
                    parts.append(.segment)
                } else {
                    parts.append(.literal(byte))
                }
            default: parts.append(.literal(byte))
            }
        }
        return parts
    }

    /// Costs the product of the two lengths at most, whatever the pattern.
    private static func matches(_ path: ArraySlice<UInt8>, _ parts: ArraySlice<Part>) -> Bool {
        // `reached[i]`: the pattern's first i parts match what was read so far.
        var reached = [Bool](repeating: false, count: parts.count + 1)
        reached[0] = true
        func skipEmpty(_ reached: inout [Bool]) {
            for (index, part) in parts.enumerated() where reached[index] {
                if case .anything = part { reached[index + 1] = true }
            }
        }
        skipEmpty(&reached)
        for byte in path {
            var next = [Bool](repeating: false, count: parts.count + 1)
            for (index, part) in parts.enumerated() {
                switch part {
                case .literal(let wanted): if reached[index], wanted == byte { next[index + 1] = true }
                case .segment: if reached[index] || reached[index + 1], byte != UInt8(ascii: "/") { next[index + 1] = true }
                case .anything:
                    if reached[index] || reached[index + 1] { next[index + 1] = true }
                }
            }
            skipEmpty(&next)
            reached = next
        }
        return reached[parts.count]
    }
}
