import ConfigOptions
import Foundation
import INI

/// A directory of files that is removed when the test is over.
final class ConfigFixture {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = NSTemporaryDirectory() + "config-options-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        let file = path + "/" + name
        try FileManager.default.createDirectory(atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    /// A loader that sees no file but those named.
    func loader(_ sources: [ConfigSource] = [], searching: Set<ConfigProject> = []) -> ConfigLoader {
        ConfigLoader(
            sources: sources, searchPath: SearchPath(home: path + "/home", system: path + "/etc"), searchedProjects: searching,
            host: .example)
    }
}

extension HostFacts {
    static let example = HostFacts(name: "host1", address: "192.0.2.7", addressV6: "2001:db8::7")
}

extension ConfigLoader {
    /// A loader of texts, later ones over earlier ones.
    init(texts: [String], environment: [String: String] = [:], overrides: [OptionOverride] = []) {
        let sources = texts.enumerated().map { ConfigSource(.text(name: "file\($0.offset + 1).conf", $0.element)) }
        self.init(
            sources: sources, overrides: overrides, environment: environment, searchPath: SearchPath(home: nil, system: "/nonexistent"),
            host: .example)
    }
}

/// The configuration of a project from one text.
func load(_ project: ConfigProject, _ text: String) throws -> ConfigSnapshot {
    try ConfigLoader(texts: [text]).load(project)
}

/// The mistakes in a text, each as `line:column: message`.
func mistakes(_ project: ConfigProject, _ text: String) -> [String] {
    do {
        _ = try ConfigLoader(texts: [text]).load(project)
        return []
    } catch {
        return error.errors.map { "\($0.position.line):\($0.position.column): \($0.message)" }
    }
}

/// A file of the reference, which stands beside the checkout.
func reference(_ name: String) -> String {
    var directory = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { directory.deleteLastPathComponent() }
    return directory.appendingPathComponent("shared/reference/\(name)").path
}
