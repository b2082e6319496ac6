import APIResources
import CommandLanguage
import ConfigOptions
import ControlPlane
import Extensions
import HTTPApplication
import JSONCodec
import Messaging
import Policy

/// Finds the live objects that a word may stand for.
struct LiveObjects: Sendable {
    let plane: ControlPlane
    /// The app that the command names: what is not of it is left out.
    let app: String?

    /// Longer lists help nobody who types.
    private static let limit = 200

    func candidates(for kind: ValueKind, prefix: String) async -> [LiveCandidate] {
        let all = await objects(kind, prefix)
        var seen: Set<String> = []
        return Array(all.filter { ($0.value.hasPrefix(prefix) || $0.standsForName) && seen.insert($0.value).inserted }.prefix(Self.limit))
    }

    private func objects(_ kind: ValueKind, _ prefix: String) async -> [LiveCandidate] {
        switch kind {
        case .app: return await apps()
        case .revision: return await revisions() + (await labels()) + (app == nil ? await apps() : [])
        case .label: return await labels()
        case .filter:
            let revisions = (try? await plane.revisionInformation(app: app)) ?? []
            let filters = revisions.flatMap(\.pipelines).flatMap(\.filters).map { LiveCandidate($0) }
            return filters + plane.filterFactories.map { LiveCandidate($0.name, $0.summary) }
        case .strategy:
            return ((try? await plane.strategies(app: app)) ?? []).map { LiveCandidate($0.strategy, $0.isActive ? "active" : "") }
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
        case .policyRule:
            return ((try? await plane.policyRules(app: nil)) ?? []).map { LiveCandidate($0.rule.name, $0.app) }
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
        ((try? await plane.revisionInformation(app: app)) ?? []).map {
            LiveCandidate($0.revision, "\($0.app), \($0.strategy), \($0.state.rawValue)")
        }
    }

    private func labels() async -> [LiveCandidate] {
        await plane.revisionLabels().filter { app == nil || $0.app == app }.map { LiveCandidate($0.label, "\($0.revision) of \($0.app)") }
    }

    private func paths(_ prefix: String) async -> [LiveCandidate] {
        let routes = ((try? await plane.routes(app: nil)) ?? [])
        let found = PathCandidates(
            routes.map { .init(method: $0.method, path: $0.path, action: $0.action, help: $0.resource, app: $0.app) })
        var result = found.words(prefix)
        for place in found.lookups(prefix) { result += await objects(at: place) }
        return result
    }

    /// The objects of a collection whose id, or else whose name, begins with what was typed.
    ///
    /// A thousand are looked at: as many as a page of either service holds, and no more than a person waits for.
    private func objects(at place: PathCandidates.Lookup) async -> [LiveCandidate] {
        let (collection, typed) = (place.collection, place.typed)
        // Where paths name projects but this one does not, the objects of all of them are meant.
        let query = place.hasProjects && place.project == nil ? "?limit=1000&all_tenants=1" : "?limit=1000"
        var request = IssuedRequest(method: "GET", target: collection + query)
        request.app = place.app
        // Without authentication the token says who asks; anybody else refuses it, and there is nothing to offer.
        request.headers.append(("X-Auth-Token", "completion:" + (place.project ?? "admin")))
        guard let response = try? await plane.issue(request), response.status == 200,
            let document = try? JSONValue(parsing: response.body),
            let items = document.objectValue?.first(where: { $0.value.arrayValue != nil })?.value.arrayValue
        else { return [] }
        return items.compactMap { item in
            guard let id = (item["id"] ?? item["alias"])?.stringValue else { return nil }
            let name = item["name"]?.stringValue ?? ""
            guard !id.hasPrefix(typed) else { return LiveCandidate("\(collection)/\(id)", name) }
            return name.hasPrefix(typed) ? LiveCandidate("\(collection)/\(id)", name, standsForName: true) : nil
        }
    }
}
