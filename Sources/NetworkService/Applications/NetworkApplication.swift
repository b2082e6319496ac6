import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Routing

/// The network API v2.0 without its extensions' own resources: what the last app of a pipeline is.
final class NetworkApplication: RoutedApplication {
    /// What a route does with its resource.
    private enum Operation: Int, CaseIterable {
        case root, list, show, create, update, delete
    }

    let mapper: Mapper
    private let controllers: [ResourceController]
    private let index: [ResourceDefinition]

    /// - Parameter resources: all of the service; those that extensions bring are not served here.
    init(_ resources: [ResourceController]) {
        controllers = resources.filter { $0.table.definition.extensionAlias == nil }
        index = controllers.map(\.table.definition)
        var routes = [Route(.GET, "/", resource: "", action: "index", handler: Operation.root.rawValue)]
        for (number, controller) in controllers.enumerated() {
            let definition = controller.table.definition
            func add(_ method: HTTPMethod, _ path: String, _ action: String, _ operation: Operation) {
                let handler = number * Operation.allCases.count + operation.rawValue
                routes.append(Route(method, path, resource: definition.name, action: action, handler: handler))
            }
            add(.GET, definition.path, "index", .list)
            add(.POST, definition.path, "create", .create)
            add(.GET, definition.path + "/{id}", "show", .show)
            add(.PUT, definition.path + "/{id}", "update", .update)
            add(.DELETE, definition.path + "/{id}", "delete", .delete)
        }
        mapper = Mapper(routes, ignoringSuffix: ".json")
    }

    func respond(to request: Request) async throws -> Response {
        do { return try await dispatch(request) } catch { return NeutronErrorBody.response(for: error) }
    }

    private func dispatch(_ request: Request) async throws -> Response {
        switch mapper.match(request.method, request.pathInfo) {
        case .notFound: throw NeutronErrorBody.notFound(request.path)
        case .methodNotAllowed(let methods): throw refusal(request, methods)
        case .found(let route, let captures):
            let count = Operation.allCases.count
            guard let operation = Operation(rawValue: route.handler % count), operation != .root else { return root(request) }
            let controller = controllers[route.handler / count]
            let id = captures["id"] ?? ""
            switch operation {
            case .list: return try controller.list(request)
            case .show: return try controller.show(request, id: id)
            case .create: return try await controller.create(request)
            case .update: return try await controller.update(request, id: id)
            case .delete: return try await controller.delete(request, id: id)
            case .root: return root(request)
            }
        }
    }

    /// 405; but PUT and DELETE of a collection are taken for those of an item without an id, which is not found.
    private func refusal(_ request: Request, _ methods: [HTTPMethod]) -> APIFault {
        if request.method == .PUT || request.method == .DELETE, case .found(let route, _) = mapper.match(.GET, request.pathInfo),
            route.handler % Operation.allCases.count == Operation.list.rawValue
        {
            return controllers[route.handler / Operation.allCases.count].behavior.notFound("None")
        }
        return NeutronErrorBody.methodNotAllowed(methods)
    }

    /// The list of resources.
    private func root(_ request: Request) -> Response {
        let resources = index.map { definition -> JSONValue in
            let link: JSONValue = ["rel": "self", "href": .string(request.applicationURL + definition.path)]
            return ["name": .string(definition.name), "collection": .string(definition.collection), "links": [link]]
        }
        return Response(json: ["resources": .array(resources)])
    }
}
