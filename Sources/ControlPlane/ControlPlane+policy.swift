import ConfigOptions
import Extensions
import Policy

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
