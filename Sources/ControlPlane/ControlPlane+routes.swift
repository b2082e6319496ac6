import HTTPApplication
package import NIOHTTP1
import PasteDeploy
import Routing

extension ControlPlane {
    /// The routes of the running apps, in the order in which they are tried.
    package func routes(app name: String?) throws -> [RouteInformation] {
        try selectedApps(name).flatMap { app in
            Self.mounts(of: app).flatMap { mount in
                mount.mapper.routes.enumerated().map { Self.information($1, mount.prefix, app, order: $0) }
            }
        }
    }

    /// Which route a request would take, without its filters.
    package func matchRoute(method: HTTPMethod, path: String, app name: String?) throws -> RouteMatch {
        let path = String(path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? "")
        var misses: [(route: RouteInformation, reason: String)] = []
        for app in try selectedApps(name) {
            for mount in Self.mounts(of: app) {
                guard let rest = mount.rest(of: path) else { continue }
                if case .found(let route, let captures) = mount.mapper.match(method, rest) {
                    return .found(Self.information(route, mount.prefix, app, order: 0), captures: captures.pairs)
                }
                misses += mount.mapper.explain(method, rest).map { (Self.information($0.route, mount.prefix, app, order: 0), $0.reason) }
            }
        }
        // The nearest first: a path of as many segments, then the same method.
        func distance(_ route: RouteInformation) -> Int {
            let segments = { (path: String) in path.split(separator: "/").count }
            return 2 * abs(segments(route.path) - segments(path)) + (route.method == method.rawValue ? 0 : 1)
        }
        let nearest = misses.enumerated().sorted { (distance($0.element.route), $0.offset) < (distance($1.element.route), $1.offset) }
        return .missed(nearest.prefix(5).map(\.element))
    }

    private static func information(_ route: Route, _ prefix: String, _ app: HostedApp, order: Int) -> RouteInformation {
        RouteInformation(
            method: route.method.rawValue, path: prefix + route.path, app: app.name, resource: route.resource, action: route.action,
            extension: route.extensionAlias ?? "", order: order)
    }

    // MARK: Finding the mappers of what runs

    private struct Mount {
        var prefix: String
        /// The place in the deployment, as in `PlanPath`.
        var place: String
        var mapper: Mapper

        func rest(of path: String) -> String? {
            guard path.hasPrefix(prefix) else { return nil }
            let rest = path.dropFirst(prefix.count)
            return rest.isEmpty || rest.hasPrefix("/") ? String(rest) : nil
        }
    }

    private static func mounts(of app: HostedApp) -> [Mount] { app.active.map { mounts(of: $0.application) } ?? [] }

    private static func mounts(of application: any Application) -> [Mount] {
        var mounts: [Mount] = []
        collect(application, prefix: "", place: "", into: &mounts)
        // Longest prefix first, as a urlmap tries them.
        return mounts.enumerated().sorted { ($1.element.prefix.count, $0.offset) < ($0.element.prefix.count, $1.offset) }.map(\.element)
    }

    /// The routes of a built deployment, in the order in which they are tried.
    static func routes(of application: any Application) -> [ReachedRoute] {
        mounts(of: application).flatMap { mount in
            mount.mapper.routes.map { ReachedRoute(mount: mount.place, method: $0.method.rawValue, path: mount.prefix + $0.path) }
        }
    }

    /// - Parameter place: what the urlmaps on the way match, the domain included.
    private static func collect(_ application: any Application, prefix: String, place: String, into mounts: inout [Mount]) {
        func add(_ mapper: Mapper) { mounts.append(Mount(prefix: prefix, place: place.isEmpty ? "/" : place, mapper: mapper)) }
        switch application {
        case let pipeline as Pipeline:
            for filter in pipeline.filters {
                if let routed = filter.filter as? any RoutedFilter { add(routed.mapper) }
            }
            collect(pipeline.application, prefix: prefix, place: place, into: &mounts)
        case let map as URLMap:
            for entry in map.entries {
                let domain = entry.key.domain.map { "//" + $0 } ?? ""
                collect(entry.application, prefix: prefix + entry.key.path, place: domain + place + entry.key.path, into: &mounts)
            }
            if let other = map.notFound { collect(other, prefix: prefix, place: place + "/*", into: &mounts) }
        case let routed as any RoutedApplication: add(routed.mapper)
        default: break
        }
    }
}
