import APIResources
import CommandLanguage
import ConfigOptions
import ControlPlane
import Extensions
import HTTPApplication
import JSONCodec
import Messaging

/// Finds the live objects that a word may stand for.
struct LiveObjects: Sendable {
    let plane: ControlPlane

    /// Longer lists help nobody who types.
    private static let limit = 200

    func candidates(for kind: ValueKind, prefix: String) async -> [LiveCandidate] {
        let all = await objects(kind, prefix)
        var seen: Set<String> = []
        return Array(all.filter { $0.value.hasPrefix(prefix) && seen.insert($0.value).inserted }.prefix(Self.limit))
    }

    private func objects(_ kind: ValueKind, _ prefix: String) async -> [LiveCandidate] {
        switch kind {
        case .app: return await apps()
        case .revision: return await revisions() + (await apps())
        case .filter:
            let revisions = (try? await plane.revisionInformation(app: nil)) ?? []
            return revisions.flatMap(\.pipelines).flatMap(\.filters).map { LiveCandidate($0) }
        case .strategy:
            return ((try? await plane.strategies(app: nil)) ?? []).map { LiveCandidate($0.strategy, $0.isActive ? "active" : "") }
        case .extension: return await plane.extensions().map { LiveCandidate($0.definition.alias, $0.definition.name) }
        case .resource: return await plane.resources().map { LiveCandidate($0.definition.name, $0.app) }
        case .path: return await paths(prefix)
        case .worker:
            let workers = await plane.workers()
            return workers.map { LiveCandidate($0.id, $0.state) } + workers.compactMap(\.topic).map { LiveCandidate($0, "topic") }
        case .service:
            let workers = await plane.workers()
            return await apps() + workers.compactMap(\.topic).map { LiveCandidate($0, "topic") }
        case .topic: return await plane.rpcTopics().map { LiveCandidate($0) }
        case .rpcMethod:
            return await plane.rpcEndpoints().flatMap { endpoint in endpoint.methods.map { LiveCandidate($0.name, endpoint.topic) } }
        case .project: return ConfigProject.allCases.map { LiveCandidate($0.rawValue) }
        case .optionGroup, .optionName:
            let entries = await plane.configEntries(project: nil)
            if prefix.contains(".") { return entries.map { LiveCandidate("\($0.group).\($0.name)", $0.value ?? "") } }
            return entries.map { LiveCandidate($0.group, "group") } + entries.map { LiveCandidate($0.name, $0.value ?? "") }
        case .header:
            return [
                "Accept", "Content-Type", "OpenStack-API-Version", "X-Auth-Token", "X-OpenStack-Request-ID", "X-Project-Id", "X-Roles",
                "If-Match",
            ]
            .map { LiveCandidate($0 + ": ", endsWord: false) }
        default: return []
        }
    }

    private func apps() async -> [LiveCandidate] {
        await plane.appInformation().map { LiveCandidate($0.name, "\($0.state.rawValue), \($0.listen)") }
    }

    private func revisions() async -> [LiveCandidate] {
        ((try? await plane.revisionInformation(app: nil)) ?? []).map {
            LiveCandidate($0.revision, "\($0.app), \($0.strategy), \($0.state.rawValue)")
        }
    }

    // MARK: Paths

    /// Paths of the route table; where a path has a variable part, the objects that there are.
    private func paths(_ prefix: String) async -> [LiveCandidate] {
        let routes = ((try? await plane.routes(app: nil)) ?? [])
        var result: [LiveCandidate] = []
        let stems = Set(routes.compactMap { route in route.path.firstIndex(of: "{").map { route.path[..<$0] } })
        for route in routes {
            guard let brace = route.path.firstIndex(of: "{") else {
                result.append(LiveCandidate(route.path, route.resource, endsWord: !stems.contains(route.path + "/")))
                continue
            }
            // Only the last variable part that the typed text reaches is looked up.
            let stem = String(route.path[..<brace])
            guard !stem.contains("["), prefix.hasPrefix(stem), route.method == "GET", route.action == "show" else { continue }
            result += await objects(below: stem, app: route.app)
        }
        return result
    }

    /// Up to a page of the objects of a collection, by id, with their names.
    private func objects(below stem: String, app: String) async -> [LiveCandidate] {
        let collection = stem.hasSuffix("/") ? String(stem.dropLast()) : stem
        var request = IssuedRequest(method: "GET", target: collection + "?limit=100")
        request.app = app
        guard let response = try? await plane.issue(request), response.status == 200,
            let document = try? JSONValue(parsing: response.body),
            let items = document.objectValue?.first(where: { $0.value.arrayValue != nil })?.value.arrayValue
        else { return [] }
        return items.compactMap { item in
            item["id"]?.stringValue.map { LiveCandidate(stem + $0, item["name"]?.stringValue ?? "") }
        }
    }
}
