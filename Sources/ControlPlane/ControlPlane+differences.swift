import Glibc
import HTTPApplication
import PasteDeploy

extension ControlPlane {
    /// What changes when the second takes the place of the first.
    ///
    /// - Parameters: each a revision, a label, an app (its active revision) or a deployment file (`FILE` or `FILE#SECTION`).
    package func difference(_ left: String, _ right: String) throws -> DeploymentDifference {
        let old = try deployed(left, besides: right)
        let new = try deployed(right, besides: left)
        let changes = DeployPlan.diff(old.plan, new.plan)
        let mounts = Set(changes.filter { $0.kind != .mountAdded && $0.kind != .mountRemoved }.map(\.mount))
        let before = Self.routes(of: old.application)
        let after = Self.routes(of: new.application)
        let (known, kept) = (Set(before), Set(after))
        let removed = before.filter { !kept.contains($0) }.map { RouteChange(.removed, $0) }
        let others = after.compactMap { route -> RouteChange? in
            guard known.contains(route) else { return RouteChange(.added, route) }
            return mounts.contains(route.mount) ? RouteChange(.rerouted, route) : nil
        }
        return DeploymentDifference(changes: changes, routes: removed + others)
    }

    /// The plan of a revision, a label, an app's active revision or a file, and what it makes.
    ///
    /// - Parameter other: what it is compared with: a file is read for the same app and strategy when that is a revision.
    private func deployed(_ name: String, besides other: String) throws -> (plan: DeployPlan, application: any Application) {
        let failure: any Error
        do {
            let (app, kept) = try revision(named: name)
            if let revision = kept.built { return (revision.plan, revision.application) }
            return try built(try plan(of: kept, app))
        } catch { failure = error }
        let parts = name.split(separator: "#", maxSplits: 1).map(String.init)
        guard let file = parts.first.map(absolutePath), access(file, R_OK) == 0 else {
            throw ControlError("'\(name)' is neither a revision nor a readable file", advice: (failure as? ControlError)?.advice)
        }
        let section = parts.count > 1 ? parts[1] : nil
        if let (app, kept) = try? revision(named: other) {
            return try built(
                try plan(.file(file), section: section ?? app.section, project: app.project, strategy: kept.record.strategy))
        }
        let (project, found) = try projectAndSection(file, section)
        return try built(try plan(.file(file), section: found, project: project, strategy: strategy(for: project)))
    }

    private func built(_ plan: DeployPlan) throws -> (plan: DeployPlan, application: any Application) {
        do { return (plan, try plan.build()) } catch { throw ControlError("\(error)", kind: .cannotStart) }
    }
}
