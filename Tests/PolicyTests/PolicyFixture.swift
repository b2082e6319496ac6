import ConfigOptions
import FoundationEssentials
import JSONCodec
import Policy

/// A directory of its own with files of rules, and an enforcer that reads them.
final class PolicyFixture {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "policy-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func path(_ name: String) -> String { directory.appending(path: name).path }

    func write(_ text: String, to name: String = "policy.yaml") throws {
        let url = directory.appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    /// - Parameter options: lines of `[oslo_policy]` beside those that name the files.
    func enforcer(_ defaults: [RuleDefault], options: String = "", namesFile: Bool = true) throws -> Enforcer {
        let file = namesFile ? "policy_file = \(path("policy.yaml"))\n" : ""
        let text = "[oslo_policy]\n\(file)policy_dirs = \(path("policy.d"))\n\(options)\n"
        let config = try ConfigLoader(sources: [ConfigSource(.text(name: "neutron.conf", text), project: .neutron)]).load(.neutron)
        return Enforcer(defaults) { config }
    }
}

extension RuleSet {
    /// What a rule's text says about a caller and a target, with nothing but the fallback rules around it.
    static func judges(
        _ text: String, _ caller: PolicyCredentials, _ target: JSONObject = JSONObject(), others: [RuleDefault] = []
    ) throws -> Bool {
        _ = try ParsedCheck(text)
        let config = try ConfigLoader(sources: [ConfigSource(.text(name: "neutron.conf", ""), project: .neutron)]).load(.neutron)
        return Enforcer([RuleDefault("x", text)] + others) { config }.rules.allows("x", caller, target)
    }
}
