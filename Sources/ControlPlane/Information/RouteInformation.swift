/// One route of a running app, with the mount of its pipeline in front.
package struct RouteInformation: Sendable {
    package var method: String
    package var path: String
    package var app: String
    package var resource: String
    package var action: String
    package var `extension`: String
    /// Its place in the order in which routes are tried.
    package var order: Int
}

/// What `route match` found.
package enum RouteMatch: Sendable {
    case found(RouteInformation, captures: [(name: String, value: String)])
    /// Near misses and why each missed.
    case missed([(route: RouteInformation, reason: String)])
}
