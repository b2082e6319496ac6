import JSONCodec

extension JSONValue {
    /// The value in a cell of a table or of CSV: lists of plain values joined by commas, nothing for null.
    var cellText: String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .array(let elements) where elements.allSatisfy(\.isScalar): elements.map(\.plainText).joined(separator: ", ")
        case .bool, .integer, .number, .array, .object: description
        }
    }

    /// The value in `-o value`, where blanks separate: a list of plain values has none.
    var valueText: String {
        switch self {
        case .array(let elements) where elements.allSatisfy(\.isScalar): elements.map(\.plainText).joined(separator: ",")
        default: plainText
        }
    }

    var isScalar: Bool {
        switch self {
        case .null, .bool, .integer, .number, .string: true
        case .array, .object: false
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .number: true
        case .null, .bool, .string, .array, .object: false
        }
    }

    /// Numbers by value before texts by character, null last.
    func order(comparedWith other: JSONValue) -> Int {
        switch (self, other) {
        case (.null, .null): return 0
        case (.null, _): return 1
        case (_, .null): return -1
        default: break
        }
        if let order = Comparison.order(self, other), isNumber == other.isNumber { return order }
        if isNumber != other.isNumber { return isNumber ? -1 : 1 }
        let left = cellText
        let right = other.cellText
        return left < right ? -1 : left == right ? 0 : 1
    }
}
