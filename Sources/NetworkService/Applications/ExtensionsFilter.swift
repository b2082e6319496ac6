import APIResources
import Extensions
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Routing

/// Serves what extensions bring beside attributes: their list, resources and actions, tags, quotas. What it does not know it passes on.
final class ExtensionsFilter: RoutedFilter {
    private typealias Handler = @Sendable (Request, Captures) async throws -> Response

    let mapper: Mapper
    private let handlers: [Handler]

    init(_ api: ResolvedAPI, resources: [ResourceController], quotas: QuotaController, providers: ServiceProviderController) {
        var routes: [Route] = []
        var handlers: [Handler] = []
        func add(
            _ method: HTTPMethod, _ path: String, _ resource: String, _ action: String, _ alias: String?, _ handler: @escaping Handler
        ) {
            routes.append(Route(method, path, resource: resource, action: action, extension: alias, handler: handlers.count))
            handlers.append(handler)
        }
        add(.GET, "/extensions", "extension", "index", nil) { _, _ in Response(json: api.listDocument) }
        add(.GET, "/extensions/{alias}", "extension", "show", nil) { _, captures in
            guard let document = api.showDocument(captures["alias"] ?? "") else {
                return Response(status: .notFound, text: "404 Not Found\n\nThe extension could not be found.\n\n   ")
            }
            return Response(json: document)
        }
        for resource in resources where resource.table.definition.extensionAlias != nil {
            let definition = resource.table.definition
            let (path, name, alias) = (definition.path, definition.name, definition.extensionAlias)
            let operations = definition.operations
            add(.GET, path, name, "index", alias) { request, _ in
                try await resource.prepareList(request)
                return try resource.list(request)
            }
            add(.POST, path, name, "create", alias) { request, _ in try await resource.create(request) }
            add(.GET, path + "/{id}", name, "show", alias) { try resource.show($0, id: $1["id"] ?? "") }
            if operations.contains(.update) {
                add(.PUT, path + "/{id}", name, "update", alias) { try await resource.update($0, id: $1["id"] ?? "") }
            }
            add(.DELETE, path + "/{id}", name, "delete", alias) { try await resource.delete($0, id: $1["id"] ?? "") }
        }
        for resource in resources {
            let definition = resource.table.definition
            for action in resource.behavior.actions {
                add(.PUT, definition.path + "/{id}/" + action.name, definition.name, action.name, action.extensionAlias) {
                    try await action.perform(resource, $0, $1["id"] ?? "")
                }
            }
        }
        for resource in resources where resource.table.definition.attribute("tags") != nil {
            let tags = TagController(resource: resource)
            let path = resource.table.definition.path + "/{id}/tags"
            let alias = "standard-attr-tag"
            add(.GET, path, "tag", "index", alias) { try tags.list($0, id: $1["id"] ?? "") }
            add(.PUT, path, "tag", "update_all", alias) { try await tags.replace($0, id: $1["id"] ?? "") }
            add(.POST, path, "tag", "create", "tag-creation") { try await tags.create($0, id: $1["id"] ?? "") }
            add(.DELETE, path, "tag", "delete_all", alias) { try await tags.removeAll($0, id: $1["id"] ?? "") }
            add(.GET, path + "/{tag}", "tag", "show", alias) { try tags.show($0, id: $1["id"] ?? "", tag: $1["tag"] ?? "") }
            add(.PUT, path + "/{tag}", "tag", "update", alias) { try await tags.add($0, id: $1["id"] ?? "", tag: $1["tag"] ?? "") }
            add(.DELETE, path + "/{tag}", "tag", "delete", alias) { try await tags.remove($0, id: $1["id"] ?? "", tag: $1["tag"] ?? "") }
        }
        add(.GET, "/service-providers", "service_provider", "index", "service-type") { request, _ in try providers.list(request) }
        add(.GET, "/quotas", "quota", "index", "quotas") { request, _ in try quotas.list(request) }
        add(.POST, "/quotas", "quota", "create", "quotas") { _, _ in
            throw APIFault(.notImplemented, type: "HTTPNotImplemented", message: "Quotas cannot be created, only set.")
        }
        add(.GET, "/quotas/{project}", "quota", "show", "quotas") { try quotas.show($0, project: $1["project"] ?? "") }
        add(.PUT, "/quotas/{project}", "quota", "update", "quotas") { try await quotas.update($0, project: $1["project"] ?? "") }
        add(.DELETE, "/quotas/{project}", "quota", "delete", "quotas") { try await quotas.delete($0, project: $1["project"] ?? "") }
        add(.GET, "/quotas/{project}/default", "quota", "default", "quotas") {
            try quotas.showDefault($0, project: $1["project"] ?? "")
        }
        add(.GET, "/quotas/{project}/details", "quota", "details", "quota_details") {
            try quotas.showDetails($0, project: $1["project"] ?? "")
        }
        mapper = Mapper(routes, ignoringSuffix: ".json")
        self.handlers = handlers
    }

    func respond(to request: Request, next: Next) async throws -> Response {
        switch mapper.match(request.method, request.pathInfo) {
        case .notFound: return try await next(request)
        case .methodNotAllowed(let methods): return NeutronErrorBody.response(NeutronErrorBody.methodNotAllowed(methods))
        case .found(let route, let captures):
            do { return try await handlers[route.handler](request, captures) } catch { return NeutronErrorBody.response(for: error) }
        }
    }
}
