/// How a value is printed.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    case table, json, yaml, csv, value, wide
}
