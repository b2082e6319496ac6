import ConfigOptions
import Logging
import PasteDeploy

extension ControlPlane {
    /// Whether an app runs what its configuration, or the file it was last saved to, would give.
    package func isSaved(_ name: String) -> Bool {
        apps.first { $0.name == name }?.isSaved ?? true
    }

    /// Writes the deployment that runs as a file that loads to the same digest: at once as a whole, or not at all.
    ///
    /// - Parameters:
    ///   - name: the app; `nil` = the one that is loaded from this file, else the only one that is not saved, else the first.
    ///   - isForced: whether a file that is there is replaced. Its owner and mode stay.
    package func saveDeployment(app name: String?, to file: String, isForced: Bool) throws -> SavedDeployment {
        let path = absolutePath(file)
        let app = try name.map { try self.app(named: $0) } ?? defaultApp(for: path)
        guard let active = app.active, let kept = app.kept(active) else { throw ControlError("app '\(app.name)' has no revision to save") }
        let text = active.plan.text(movedTo: path)
        var saved = try plan(
            .text(text, name: path), section: active.plan.section, project: app.project, strategy: active.strategy, readFile: TextFile.read)
        guard saved.digest == active.digest else {
            let files = kept.deployment.includes.keys.sorted().joined(separator: ", ")
            throw ControlError("\(app.name) runs another text of \(files) than is there now", advice: "restore these files, or load them")
        }
        try TextFile.write(text, to: path, replacing: isForced, like: app.file)
        let configured = app.project.config.snapshot.string("auth_strategy") ?? "keystone"
        if configured != active.strategy {
            saved = (try? plan(.text(text, name: path), section: saved.section, project: app.project, strategy: configured)) ?? saved
        }
        app.savedDigest = saved.digest
        logger.info("\(app.name): revision \(active.id) is saved to \(path)")
        return SavedDeployment(
            app: app.name, revision: active.id, file: path, digest: active.digest, strategy: active.strategy,
            otherStrategy: saved.digest == active.digest ? nil : configured)
    }

    private func defaultApp(for path: String) throws -> HostedApp {
        if let app = apps.first(where: { $0.file == path }) { return app }
        let changed = apps.filter { !$0.isSaved }
        if changed.count == 1, let app = changed.first { return app }
        guard let app = apps.first(where: { $0.active != nil }) else { throw ControlError("there is no app to save") }
        return app
    }
}
