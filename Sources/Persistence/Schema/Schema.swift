/// The tables a service needs, as data: the resource declarations derive it, ``Store/migrate(_:)`` makes the database match it.
package struct Schema: Sendable, Hashable {
    /// Counts up with each release that older programs must not work with; a database that saw a higher one is refused.
    package var version: Int
    /// In an order in which a table stands after those it refers to, which spares no work but reads well.
    package var tables: [Table]

    package init(version: Int = 1, tables: [Table]) {
        self.version = version
        self.tables = tables
    }
}
