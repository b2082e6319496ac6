import ConfigOptions

/// The text of a deployment with all files that it includes, as they were read: enough to build it again when the files have changed or gone.
package struct DeploymentText: Sendable, Hashable {
    /// The file's absolute path, or the name of a text that is in no file.
    package var name: String
    package var text: String
    /// The files that it refers to, by absolute path.
    package var includes: [String: String] = [:]
    /// The app in it that is meant.
    package var section: String

    package init(name: String, text: String, includes: [String: String] = [:], section: String) {
        self.name = name
        self.text = text
        self.includes = includes
        self.section = section
    }

    /// `FILE#SECTION`, as lists show it.
    package var source: String { (isEmbedded ? "embedded" : name) + "#" + section }

    private static let embeddedPrefix = "embedded:"

    var isEmbedded: Bool { name.hasPrefix(Self.embeddedPrefix) }

    /// The deployment that is built into this program.
    init(embedded project: HostedProject, section: String) {
        self.init(name: Self.embeddedPrefix + project.project.rawValue, text: project.embeddedDeployment, section: section)
    }

    /// Serves a file that it includes as it was when this text was taken.
    @Sendable func read(_ path: String) throws -> String {
        guard let text = includes[path] else { throw ControlError("\(path) was no part of it when it was loaded", kind: .cannotStart) }
        return text
    }
}
