import CommandLanguage
import ControlPlane
import INI
import JSONCodec
import PasteDeploy

extension CommandHandlers {
    static let editingHandlers: [String: Handler] = [
        "pipeline insert": { handlers, invocation in
            try await handlers.edited(.insert(try choice("filter", invocation), try place(invocation)), invocation)
        },
        "pipeline remove": { handlers, invocation in
            try await handlers.edited(.remove(try invocation.required("filter")), invocation)
        },
        "pipeline replace": { handlers, invocation in
            try await handlers.edited(.replace(try invocation.required("filter"), with: try choice("new", invocation)), invocation)
        },
        "pipeline diff": { handlers, invocation in
            let difference: DeploymentDifference
            do {
                difference = try await handlers.plane.difference(try invocation.required("left"), try invocation.required("right"))
            } catch let error as ControlError {
                throw CommandFailure(error.message, advice: error.advice, status: 2)
            }
            let rows = invocation.table(difference.changes.map(\.object) + difference.routes.map(\.object))
            guard !difference.isEmpty else { return .told("", rows) }
            let lines = difference.changes.map(\.description) + summary(difference.routes)
            throw CommandFailure("", value: .told(lines.map { $0 + "\n" }.joined(), rows))
        },
        "save": { handlers, invocation in
            let saved = try await handlers.plane.saveDeployment(
                app: invocation["app"], to: try invocation.required("file"), isForced: invocation.has("force"))
            var text = "\(saved.app): \(saved.revision) (\(saved.strategy)) is saved to \(saved.file), digest \(saved.digest)\n"
            if let other = saved.otherStrategy {
                text += "a start with it chooses \(other): set auth_strategy = \(saved.strategy) in the configuration\n"
            }
            return .text(text)
        },
    ]

    // MARK: Editing

    private func edited(_ action: PipelineEdit.Action, _ invocation: Invocation) async throws -> CommandValue {
        let conditions = try Self.conditions(invocation)
        if !invocation.has("use"), let option = ["confirm", "if-active", "probe"].first(where: invocation.has) {
            throw CommandFailure("--\(option) is about a switch", advice: "give --use, too", status: 2)
        }
        let report = try await plane.editPipelines(
            app: try invocation.required("app"), PipelineEdit(action, mount: invocation["path"]), of: invocation["on"],
            as: invocation["name"], comment: invocation["comment"], using: invocation.has("use") ? conditions : nil,
            isDryRun: conditions.isDryRun, by: caller)
        let revision = report.revision
        var lines: [String]
        if let swap = report.swap {
            lines = Self.lines(swap)
        } else if report.isTransient {
            lines = ["\(revision.app): \(report.base) (\(revision.strategy)) would be changed:"]
        } else {
            lines = ["\(revision.app): \(revision.revision) (\(revision.strategy)) is loaded"]
        }
        if report.swap?.kind != .planned { lines += report.changes.map { "  \($0)" } }
        lines += report.warnings.map { "  warning: \($0.message)" }
        var object = revision.object
        if report.isTransient { object["revision"] = .null }
        object["changes"] = .array(report.changes.map { .object($0.object) })
        return .told(lines.map { $0 + "\n" }.joined(), invocation.record(object))
    }

    private static func place(_ invocation: Invocation) throws -> PipelineEdit.Place {
        guard let side = invocation["place"] else { return .outermost }
        guard let other = invocation["other"] else {
            throw CommandFailure("pipeline insert: which filter shall it stand \(side)?", advice: "\(side) OTHER", status: 2)
        }
        return side == "before" ? .before(other) : .after(other)
    }

    private static func choice(_ parameter: String, _ invocation: Invocation) throws -> PipelineEdit.FilterChoice {
        let options = invocation.values("options").map { text in
            // `KEY:=JSON` is the same here: every option of a deployment file is a text.
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = parts[0].hasSuffix(":") ? parts[0].dropLast() : parts[0]
            return PipelineEdit.FilterChoice.Option(key: String(key), value: parts.count > 1 ? String(parts[1]) : "")
        }
        return PipelineEdit.FilterChoice(try invocation.required(parameter), options: options)
    }

    // MARK: Comparing

    /// One line for each mount and kind of change: how many routes, and the first of their paths.
    private static func summary(_ routes: [RouteChange]) -> [String] {
        var groups: [(mount: String, kind: RouteChange.Kind, routes: [RouteChange])] = []
        for route in routes {
            if let index = groups.firstIndex(where: { $0.mount == route.mount && $0.kind == route.kind }) {
                groups[index].routes.append(route)
            } else {
                groups.append((route.mount, route.kind, [route]))
            }
        }
        return groups.map { group in
            var paths: [String] = []
            for route in group.routes where !paths.contains(route.path) { paths.append(route.path) }
            let shown = paths.prefix(3).joined(separator: ", ") + (paths.count > 3 ? ", ..." : "")
            let count = group.routes.count == 1 ? "1 route" : "\(group.routes.count) routes"
            let what =
                switch group.kind {
                case .added: "added"
                case .removed: "removed"
                case .rerouted: "through another pipeline"
                }
            return "\(group.mount): \(count) \(what): \(shown)"
        }
    }
}

extension PlanChange {
    var object: JSONObject {
        [
            "change": .string(kind.rawValue), "mount": .string(mount), "subject": JSONValue(subject.isEmpty ? nil : subject),
            "option": JSONValue(option), "old": JSONValue(old), "new": JSONValue(new), "method": .null, "path": .null,
        ]
    }
}

extension RouteChange {
    var object: JSONObject {
        [
            "change": .string(kind.rawValue), "mount": .string(mount), "subject": .null, "option": .null, "old": .null, "new": .null,
            "method": .string(method), "path": .string(path),
        ]
    }
}
