/// A value that is bound to a statement or read from a column.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue {
    /// Text, or `NULL` where there is none.
    package init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }

    /// An integer, or `NULL` where there is none.
    package init(_ integer: Int?) { self = integer.map(SQLValue.integer) ?? .null }

    /// A number, or `NULL` where there is none.
    package init(_ real: Double?) { self = real.map(SQLValue.real) ?? .null }

    /// 1 or 0, or `NULL` where there is none.
    package init(_ flag: Bool?) { self = flag.map { .integer($0 ? 1 : 0) } ?? .null }

    package var isNull: Bool { self == .null }
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .real(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }
}
