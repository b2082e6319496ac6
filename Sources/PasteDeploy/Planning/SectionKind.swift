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
        return (kind, sectionName[sectionName.index(after: colon)...].trimmed)
    }
}
