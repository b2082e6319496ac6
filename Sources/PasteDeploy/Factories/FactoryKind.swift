/// What a factory makes.
package enum FactoryKind: String, Sendable, CaseIterable {
    case application = "app"
    case composite
    case filter

    /// The kind with its article, for messages: "an app".
    var withArticle: String {
        switch self {
        case .application: "an app"
        case .composite: "a composite"
        case .filter: "a filter"
        }
    }
}
