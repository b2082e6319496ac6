package import PasteDeploy

/// What differs between two deployments of an app.
package struct DeploymentDifference: Sendable {
    /// Mounts, filters and options, mount by mount and from the outside inwards.
    package var changes: [PlanChange]
    /// The routes that are concerned, in the order in which they are tried.
    package var routes: [RouteChange]

    package var isEmpty: Bool { changes.isEmpty && routes.isEmpty }
}
