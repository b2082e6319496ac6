/// What is known about one request at the moment when an expression judges it.
package protocol RequestFacts {
    func fact(_ field: RequestField) -> RequestFact
}

/// The value of one field.
package enum RequestFact: Sendable, Hashable {
    case text(String)
    case number(Double)
    /// There is none: no such header, nobody who asks.
    case absent
    /// It will be known later.
    case unknown
}
