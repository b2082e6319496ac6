/// A route that is there in one of two deployments only, or that a request reaches another way.
package struct RouteChange: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case added = "route added"
        case removed = "route removed"
        /// The filters before it, or their options, are others.
        case rerouted = "route through another pipeline"
    }

    package var kind: Kind
    /// The mount of its pipeline, as in `PlanChange`.
    package var mount: String
    package var method: String
    /// The whole path, the mount's included.
    package var path: String

    init(_ kind: Kind, _ route: ReachedRoute) {
        self.kind = kind
        mount = route.mount
        method = route.method
        path = route.path
    }
}
