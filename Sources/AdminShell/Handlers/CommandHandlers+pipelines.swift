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
            let revision = try await handlers.revision(try invocation.required("revision"))
            var object = revision.object
            object["generation"] = .integer(Int(revision.generation))
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
        "pipeline diff": { handlers, invocation in
            let sides: [String]
            let changes: [String]
            do {
                sides = [
                    try await handlers.planName(try invocation.required("left")),
                    try await handlers.planName(try invocation.required("right")),
                ]
                changes = try await handlers.plane.diff(sides[0], sides[1])
            } catch let error as ControlError {
                throw CommandFailure(error.message, advice: error.advice, status: 2)
            }
            guard !changes.isEmpty else { return .text("") }
            throw CommandFailure("", value: .text(changes.map { $0 + "\n" }.joined()))
        },
        "pipeline use": { handlers, invocation in
            let id = try invocation.required("revision")
            let app: String
            if let name = invocation["app"] { app = name } else { app = try await handlers.plane.revisionInformation(id).app }
            let revision = try await handlers.plane.useRevision(
                app: app, revision: id, conditions: try handlers.conditions(invocation), by: handlers.user)
            return .text("\(revision.app): \(revision.revision) (\(revision.strategy)) is active\n")
        },
        "auth list": { handlers, invocation in
            invocation.table(try await handlers.plane.strategies(app: invocation["app"]).map(\.object))
        },
        "auth show": { handlers, invocation in
            invocation.table(try await handlers.plane.strategies(app: invocation["app"]).filter(\.isActive).map(\.object))
        },
        "auth use": { handlers, invocation in
            let revisions = try await handlers.plane.useStrategy(
                try invocation.required("strategy"), app: invocation["app"], conditions: try handlers.conditions(invocation),
                by: handlers.user)
            return .text(revisions.map { "\($0.app): \($0.revision) (\($0.strategy)) is active\n" }.joined())
        },
    ]

    private func conditions(_ invocation: Invocation) throws -> SwitchConditions {
        var conditions = SwitchConditions()
        conditions.ifActive = invocation["if-active"]
        conditions.probes = try invocation.values("probe").map { text in
            guard let probe = Probe(text) else { throw CommandFailure("'\(text)' is no 'METHOD PATH STATUS'", status: 2) }
            return probe
        }
        return conditions
    }

    /// An app's name stands for its active revision.
    private func planName(_ text: String) async throws -> String {
        let apps = await plane.appInformation()
        return apps.first { $0.name == text }?.revision ?? text
    }

    private func revision(_ text: String) async throws -> RevisionInformation {
        try await plane.revisionInformation(try await planName(text))
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
