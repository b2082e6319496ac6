import INI

/// What Paste makes of a section, by the part of its name before the first colon.
enum SectionKind: String, CaseIterable {
    case app
    case composite
    case pipeline
    case filterApp = "filter-app"
    case filter
    case server

    /// The prefixes of the kind; the first one hides the second.
    var prefixes: [String] {
        switch self {
        case .app: ["app", "application"]
        case .composite: ["composite", "composit"]
        default: [rawValue]
        }
    }

    init?(prefix: String) {
        guard let kind = Self.allCases.first(where: { $0.prefixes.contains(prefix) }) else { return nil }
        self = kind
    }

    /// The object that loading the section makes.
    var object: DeployObject {
        switch self {
        case .app, .composite, .pipeline, .filterApp: .application
        case .filter: .filter
        case .server: .server
        }
    }

    /// The kind and the name of a section; nil for sections that are none of Paste's, such as `[keystone_authtoken]`.
    static func split(_ sectionName: String) -> (kind: SectionKind, name: String)? {
        guard let colon = sectionName.firstIndex(of: ":"), let kind = SectionKind(prefix: String(sectionName[..<colon])) else { return nil }
        return (kind, trimmed(sectionName[sectionName.index(after: colon)...]))
    }
}

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
