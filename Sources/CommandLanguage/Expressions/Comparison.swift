/// Two operands and what is claimed of them.
package struct Comparison: Sendable, Hashable {
    package enum Operator: String, Sendable, Hashable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case matches = "~"
        case doesNotMatch = "!~"
        case contains
        case `in`
    }

    package var left: Expression
    package var `operator`: Operator
    package var right: Expression
    /// The comparison as it was written.
    package var text: String
    package var range: SourceRange
}
