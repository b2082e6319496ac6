/// A service with a configuration of its own, as upstream runs it as a program of its own.
package enum ConfigProject: String, Sendable, Hashable, CaseIterable {
    case neutron
    case cinder
    case keystone

    /// The names of files that are looked for without being named: the project's, then its API program's.
    package var fileNames: [String] {
        switch self {
        case .neutron: ["neutron", "neutron-server"]
        case .cinder: ["cinder", "cinder-api"]
        case .keystone: ["keystone"]
        }
    }

    /// The project that a file belongs to by its name; nil for a file that is common to all.
    package static func owner(ofFile path: String) -> ConfigProject? {
        let slashless = path.hasSuffix("/") ? path.dropLast() : path[...]
        let name = slashless.split(separator: "/").last ?? slashless
        return allCases.first { name.hasPrefix($0.rawValue) }
    }
}
