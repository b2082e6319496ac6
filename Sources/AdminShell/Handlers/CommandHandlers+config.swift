import CommandLanguage
import ConfigOptions
import ControlPlane
import INI
import JSONCodec

extension CommandHandlers {
    static let configHandlers: [String: Handler] = [
        "config show": { handlers, invocation in
            var entries = await handlers.plane.configEntries(project: try project(invocation))
            if let wanted = invocation["group"] {
                let (group, name) = splitOption(wanted)
                entries = entries.filter { $0.group.lowercased() == group.lowercased() && (name == nil || $0.name == name) }
                guard !entries.isEmpty else { throw CommandFailure("no option or group '\(wanted)'", advice: "config show lists all") }
            }
            if invocation.has("changed") { entries = entries.filter { $0.source != .default } }
            let several = invocation["project"] == nil
            return invocation.table(entries.map { $0.object(withProject: several) })
        },
        "config get": { handlers, invocation in
            let (group, name) = try option(invocation)
            var entries = await handlers.plane.configEntries(project: try project(invocation))
            let names = entries.map(\.name)
            entries = entries.filter { $0.name == name && (group == nil || $0.group == group) }
            guard let first = entries.first else {
                throw CommandFailure("no option '\(name)'", advice: INI.Spelling.advice(for: name, in: names))
            }
            guard Set(entries.map(\.value)).count == 1 else {
                throw CommandFailure(
                    "'\(name)' has several values: "
                        + entries.map { "\($0.project.rawValue) \($0.group): \($0.value ?? "none")" }.joined(separator: ", "),
                    advice: "say which: --project, GROUP.NAME")
            }
            return .json(JSONValue(first.value))
        },
        "config set": { handlers, invocation in
            let (group, name) = try option(invocation)
            let value = try invocation.required("value")
            let entries = try await handlers.plane.setOption(
                project: try project(invocation), group: group, name: name, value: value, by: handlers.caller)
            return .text(entries.map { "\($0.project.rawValue): \($0.group).\($0.name) = \($0.value ?? "none")\n" }.joined())
        },
        "config check": { handlers, invocation in
            let files = invocation.values("files")
            let problems: [SourceError]
            if files.isEmpty {
                problems = await handlers.plane.checkConfiguration()
            } else {
                let prefix = try project(invocation).map { $0.rawValue + ":" } ?? ""
                let loader = ConfigLoader(sources: files.map { ConfigSource.file(prefix + $0) })
                do throws(ConfigErrors) { problems = try loader.loadAll().warnings } catch { problems = error.errors }
            }
            return try checked(problems, invocation)
        },
        "config reload": { handlers, _ in
            let result = try await handlers.plane.reloadConfiguration()
            var text = result.applied.map { "\($0)\n" }.joined()
            text += result.refused.map { "\($0) (needs a restart; the old value stays)\n" }.joined()
            text += result.rules.map { "\($0): the rules of access are read again\n" }.joined()
            return .text(text.isEmpty ? "nothing has changed\n" : text)
        },
    ]

    private static func project(_ invocation: Invocation) throws -> ConfigProject? {
        guard let name = invocation["project"] else { return nil }
        guard let project = ConfigProject(rawValue: name) else {
            throw CommandFailure(
                "no project '\(name)'", advice: "known: " + ConfigProject.allCases.map(\.rawValue).joined(separator: ", "), status: 2)
        }
        return project
    }

    /// `GROUP NAME`, `GROUP.NAME` or `NAME`.
    private static func option(_ invocation: Invocation) throws -> (group: String?, name: String) {
        let name = try invocation.required("name")
        if let group = invocation["group"] { return (group, name) }
        let (first, second) = splitOption(name)
        return second.map { (first, $0) } ?? (nil, first)
    }

    private static func splitOption(_ text: String) -> (String, String?) {
        guard let dot = text.firstIndex(of: ".") else { return (text, nil) }
        return (String(text[..<dot]), String(text[text.index(after: dot)...]))
    }
}

extension ConfigEntry {
    func object(withProject: Bool) -> JSONObject {
        var object: JSONObject = [
            "name": .string(name), "group": .string(group), "value": JSONValue(value), "default": JSONValue(defaultValue),
            "source": .string(source.description), "mutable": .bool(isMutable),
        ]
        if withProject { object["project"] = .string(project.rawValue) }
        return object
    }
}
