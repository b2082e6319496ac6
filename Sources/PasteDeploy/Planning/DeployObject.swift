/// What can be asked of a deployment file by name.
enum DeployObject: String {
    case application = "app"
    case filter
    case server

    /// The kinds of section that are searched, in order.
    var sectionKinds: [SectionKind] { SectionKind.allCases.filter { $0.object == self } }

    /// The kinds of factory that can make it.
    var factoryKinds: [FactoryKind] {
        switch self {
        case .application: [.application, .composite]
        case .filter: [.filter]
        case .server: []
        }
    }

    /// The options that name a factory, in groups that exclude each other.
    var protocols: [(option: String, kind: FactoryKind?)] {
        switch self {
        case .application:
            [("paste.app_factory", .application), ("paste.composite_factory", .composite), ("paste.composit_factory", .composite)]
        case .filter: [("paste.filter_factory", .filter), ("paste.filter_app_factory", .filter)]
        case .server: [("paste.server_factory", nil), ("paste.server_runner", nil)]
        }
    }

    static let allProtocols = [application, filter, server].flatMap { object in object.protocols.map { (object: object, option: $0.option) }
    }

    /// With its article, for messages.
    var withArticle: String { self == .application ? "an app" : "a \(rawValue)" }
}
