import ConfigOptions
import Extensions
import INI
package import JSONCodec
package import Policy

extension ControlPlane {
    /// Reads the rules of an app's service when that has not succeeded yet.
    ///
    /// - Throws: ``ControlError`` with every mistake in the files: an app without its rules does not start.
    func loadRules(of app: HostedApp) throws {
        for enforcer in app.project.service.enforcers where !enforcer.isLoaded {
            do { try enforcer.load() } catch { throw ControlError(error.description, kind: .cannotStart) }
        }
    }

    /// Looks once a second whether files of rules have changed, until the control plane shuts down.
    func watchRules() {
        let enforcers = projects.flatMap(\.service.enforcers)
        guard !enforcers.isEmpty else { return }
        rulesWatch = Task.detached(priority: .utility) {
            while !Task.isCancelled {
                for enforcer in enforcers { enforcer.reloadIfChanged() }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Reads files of rules that have changed.
    ///
    /// - Returns: the projects that have new rules.
    /// - Throws: ``ControlError`` with every mistake; the rules of that project stay as they are.
    func reloadRules() throws -> [String] {
        var reloaded: [String] = []
        var mistakes: [String] = []
        for project in projects {
            for enforcer in project.service.enforcers {
                do {
                    if try enforcer.loadIfChanged() { reloaded.append(project.project.rawValue) }
                } catch {
                    mistakes.append(error.description)
                }
            }
        }
        guard mistakes.isEmpty else {
            throw ControlError("the rules are not read again, the old ones stay:\n" + mistakes.joined(separator: "\n"))
        }
        return reloaded
    }
}

extension ControlPlane {
    /// The rules of access of all services, or of the one that an app serves.
    package func policyRules(app name: String?) throws -> [ServedRule] {
        try ruledProjects(name).flatMap { project, app in
            project.service.enforcers.flatMap { $0.rules.rules.map { ServedRule(app: app, rule: $0) } }
        }
    }

    /// Why a caller may do something, or not.
    ///
    /// - Parameters:
    ///   - caller: one that a service knows, else `USER:PROJECT:ROLE,ROLE`.
    ///   - target: what is asked about; `nil` for what belongs to the caller.
    package func checkPolicy(_ action: String, caller: String, target: JSONObject?, app name: String?) async throws -> RuleExplanation {
        let candidates = try ruledProjects(name)
        let found = candidates.filter { $0.project.service.enforcers.contains { $0.rules.index(of: action) != nil } }
        guard let (project, app) = found.first else {
            let known = candidates.flatMap { $0.project.service.enforcers.flatMap { $0.rules.rules.map(\.name) } }
            throw ControlError("no rule '\(action)'", advice: Spelling.advice(for: action, in: known) ?? "policy list shows the rules")
        }
        guard found.count == 1 else {
            throw ControlError(
                "\(found.map(\.app).joined(separator: " and ")) have a rule '\(action)' each", advice: "say which is meant: --app \(app)")
        }
        var credentials = try await credentials(of: caller)
        let own: JSONObject = [
            "project_id": JSONValue(credentials.projectID), "user_id": JSONValue(credentials.userID),
            "network:project_id": JSONValue(credentials.projectID),
        ]
        for rules in project.service.enforcers.map(\.rules) where rules.index(of: action) != nil {
            // Services find out by a rule who is an administrator before they ask the others.
            if rules.index(of: "context_is_admin") != nil {
                credentials.isAdmin = credentials.isAdmin || rules.allows("context_is_admin", credentials, credentials)
            }
            if let explanation = rules.explain(action, credentials, target ?? own) { return explanation }
        }
        throw ControlError("no rule '\(action)'")
    }

    private func credentials(of caller: String) async throws -> PolicyCredentials {
        // A service that does not run here has no data to ask.
        let known = projects.filter { prepared.contains($0.project) }
        for source in known.compactMap({ $0.service as? any CredentialSource }) {
            if let credentials = try await source.credentials(of: caller) { return credentials }
        }
        if let credentials = WrittenCredentials().credentials(of: caller) { return credentials }
        throw ControlError("no caller '\(caller)'", kind: .usage, advice: "write USER:PROJECT:ROLE,ROLE, as in alice:demo:member,reader")
    }

    /// The projects with rules, each with the name that its app has, or would have.
    private func ruledProjects(_ name: String?) throws -> [(project: HostedProject, app: String)] {
        let named = try name.map { try app(named: $0) }
        return projects.filter { !$0.service.enforcers.isEmpty }.compactMap { project in
            if let named { return named.project.project == project.project ? (project, named.name) : nil }
            return (project, apps.first { $0.project.project == project.project }?.name ?? project.section)
        }
    }
}

/// A rule and the app whose service it belongs to.
package struct ServedRule: Sendable {
    package var app: String
    package var rule: PolicyRule
}
