import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Routing

/// The network API v2.0 without its extensions' own resources: what the last app of a pipeline is.
final class NetworkApplication: RoutedApplication {
    /// What a route does with its resource.
    private enum Operation: Int, CaseIterable {
        case root, list, show, create, update, delete, missing
    }

    let mapper: Mapper
    private let controllers: [ResourceController]
    private let index: [ResourceDefinition]

    init(_ controllers: [ResourceController]) {
        self.controllers = controllers
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
            // Upstream takes these for an item without an id, and finds none.
            add(.PUT, definition.path, "update", .missing)
            add(.DELETE, definition.path, "delete", .missing)
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
        case .methodNotAllowed(let methods): throw NeutronErrorBody.methodNotAllowed(methods)
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
            case .missing, .root: throw controller.behavior.notFound("None")
            }
        }
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
