import CommandLanguage
import ControlPlane
import HTTPApplication
import INI
import JSONCodec

extension CommandHandlers {
    static let pipelineHandlers: [String: Handler] = [
        "pipeline list": { handlers, invocation in
            invocation.table(try await handlers.plane.revisionInformation(app: invocation["app"]).map(\.object))
        },
        "pipeline show": { handlers, invocation in
            let revision = try await handlers.plane.revisionInformation(try invocation.required("revision"))
            var object = revision.object
            object["generation"] = .integer(Int(revision.generation))
            object["comment"] = JSONValue(revision.comment)
            object["labels"] = JSONValue(revision.labels)
            object["pipelines"] = .array(
                revision.pipelines.map {
                    ["mount": .string($0.mount), "filters": JSONValue($0.filters), "application": .string($0.application)]
                })
            return invocation.record(object)
        },
        "pipeline check": { handlers, invocation in
            let (file, section) = splitDeployment(try invocation.required("file"))
            let problems = try await handlers.plane.checkDeployment(file: file, section: section)
            return try checked(problems, invocation)
        },
        "pipeline load": { handlers, invocation in
            let (file, section) = splitDeployment(try invocation.required("file"))
            let revision = try await handlers.plane.loadRevision(
                app: try invocation.required("app"), name: try invocation.required("name"), file: file, section: section,
                comment: invocation["comment"], by: handlers.caller)
            return .text("\(revision.app): \(revision.revision) (\(revision.strategy)) is loaded\n")
        },
        "pipeline use": { handlers, invocation in
            text(
                try await handlers.plane.useRevision(
                    app: invocation["app"], revision: try invocation.required("revision"), conditions: try conditions(invocation),
                    by: handlers.caller))
        },
        "pipeline confirm": { handlers, invocation in
            let revisions = try await handlers.plane.confirmSwap(by: handlers.caller, isForced: invocation.has("force"))
            return .text(revisions.map { "\($0.app): \($0.revision) (\($0.strategy)) is confirmed\n" }.joined())
        },
        "pipeline undo": { handlers, invocation in
            text(
                try await handlers.plane.undoSwap(
                    app: invocation["app"], conditions: try conditions(invocation), by: handlers.caller, isForced: invocation.has("force")))
        },
        "pipeline rollback": { handlers, invocation in
            text(
                try await handlers.plane.rollback(
                    steps: invocation.integer("steps") ?? 1, app: invocation["app"], conditions: try conditions(invocation),
                    by: handlers.caller))
        },
        "pipeline history": { handlers, invocation in
            invocation.table(try await handlers.plane.swapHistory(app: invocation["app"]).map(\.object))
        },
        "pipeline label": { handlers, invocation in
            let label = try invocation.required("label")
            if invocation.has("delete") {
                try await handlers.plane.removeLabel(label)
                return .text("\(label) is removed\n")
            }
            guard let name = invocation["revision"] else {
                throw CommandFailure("pipeline label: REVISION is missing", advice: "or take the label away with --delete", status: 2)
            }
            let revision = try await handlers.plane.labelRevision(label, name)
            return .text("\(label): \(revision.revision) of \(revision.app)\n")
        },
        "pipeline discard": { handlers, invocation in
            let discarded = try await handlers.plane.discardRevisions(invocation.values("globs"))
            return .text(discarded.map { "\($0) is discarded\n" }.joined())
        },
        "pipeline drain": { handlers, invocation in
            let revision = try await handlers.plane.drainRevision(
                try invocation.required("revision"), wait: invocation.seconds("wait").map { .seconds($0) })
            return .text("\(revision.revision) has no requests in flight\n")
        },
        "auth list": { handlers, invocation in
            invocation.table(try await handlers.plane.strategies(app: invocation["app"]).map(\.object))
        },
        "auth show": { handlers, invocation in
            invocation.table(try await handlers.plane.strategies(app: invocation["app"]).filter(\.isActive).map(\.object))
        },
        "auth use": { handlers, invocation in
            text(
                try await handlers.plane.useStrategy(
                    try invocation.required("strategy"), app: invocation["app"], conditions: try conditions(invocation),
                    by: handlers.caller))
        },
    ]

    static func conditions(_ invocation: Invocation) throws -> SwitchConditions {
        var conditions = SwitchConditions()
        conditions.ifActive = invocation["if-active"]
        conditions.confirm = invocation.seconds("confirm").map { .seconds($0) }
        conditions.isDryRun = invocation.has("dry-run")
        conditions.comment = invocation["comment"]
        conditions.probes = try invocation.values("probe").map { text in
            guard let probe = Probe(text) else { throw CommandFailure("'\(text)' is no 'METHOD PATH STATUS'", status: 2) }
            return probe
        }
        return conditions
    }

    /// What a switch did, one line for each app.
    static func text(_ report: SwapReport) -> CommandValue { .text(lines(report).map { $0 + "\n" }.joined()) }

    static func lines(_ report: SwapReport) -> [String] {
        var lines = report.changes.flatMap { line($0, report) }
        lines += report.loadedApps.map { "\($0) is loaded" } + report.options.map { "\($0) is set" }
        if let pending = report.pending {
            lines.append("not confirmed: undone in \(pending.secondsLeft) s unless you say: pipeline confirm")
        }
        return lines
    }

    private static func line(_ change: SwapReport.Change, _ report: SwapReport) -> [String] {
        let (app, name, strategy) = (change.revision.app, change.revision.revision, change.revision.strategy)
        switch report.kind {
        case .made: return ["\(app): \(name) (\(strategy)) is active"]
        case .collected: return ["\(app): \(name) (\(strategy)) becomes active when the transaction is committed"]
        case .planned:
            guard change.isChange else { return ["\(app): \(name) (\(strategy)) is active already"] }
            let new = change.isTransient ? "a new revision" : name
            return ["\(app): \(change.before ?? "nothing") would be replaced by \(new) (\(strategy))"]
                + change.differences.map { "  " + $0 }
        }
    }

    /// The mistakes as a table; errors among them make the command fail.
    static func checked(_ problems: [SourceError], _ invocation: Invocation) throws -> CommandValue {
        let rows = problems.map { problem -> JSONObject in
            [
                "file": .string(problem.position.file), "line": .integer(problem.position.line),
                "column": .integer(problem.position.column),
                "severity": .string(problem.severity.rawValue), "section": .null,
                "message": .string(problem.advice.map { "\(problem.message). \($0)" } ?? problem.message),
            ]
        }
        let errors = problems.filter { $0.severity == .error }
        guard !errors.isEmpty else { return invocation.table(rows) }
        throw CommandFailure(
            errors.count == 1 ? "1 error" : "\(errors.count) errors", advice: problems.map(\.description).joined(separator: "\n"),
            value: invocation.table(rows))
    }
}

extension RevisionInformation {
    var object: JSONObject {
        [
            "revision": .string(revision), "app": .string(app), "state": .string(state.rawValue), "strategy": .string(strategy),
            "filters": JSONValue(filters), "in_flight": .integer(inFlight), "source": .string(source), "digest": .string(digest),
            "created_at": .string(createdAt.seconds), "created_by": .string(createdBy),
        ]
    }
}

extension StrategyInformation {
    var object: JSONObject {
        ["app": .string(app), "strategy": .string(strategy), "active": .bool(isActive), "filters": JSONValue(filters)]
    }
}

extension SwapLine {
    var object: JSONObject {
        let revision = entry.revision
        return [
            "revision": .string(revision.id), "app": .string(revision.app), "strategy": .string(revision.strategy),
            "digest": .string(revision.digest), "generation": .integer(Int(revision.generation)), "source": .string(revision.source),
            "created_at": .string(revision.createdAt.seconds), "created_by": .string(revision.createdBy),
            "used_at": .string(entry.at.seconds), "used_by": .string(entry.by), "confirmed": .bool(entry.outcome == .confirmed),
            "comment": JSONValue(entry.comment ?? revision.comment), "state": .string(state.rawValue),
        ]
    }
}
