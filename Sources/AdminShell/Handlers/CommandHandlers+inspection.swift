import APIResources
import CommandLanguage
import ControlPlane
import Extensions
import HTTPApplication
import JSONCodec
import Logging
import NIOHTTP1

extension CommandHandlers {
    static let inspectionHandlers: [String: Handler] = [
        "route list": { handlers, invocation in
            var routes = try await handlers.plane.routes(app: invocation["app"])
            if let pattern = invocation["grep"] {
                let expression: Regex<AnyRegexOutput>
                do { expression = try Regex(pattern) } catch { throw CommandFailure("'\(pattern)' is no regular expression", status: 2) }
                routes = routes.filter { (try? expression.firstMatch(in: $0.path)) ?? nil != nil }
            }
            return invocation.table(routes.map(\.object))
        },
        "route match": { handlers, invocation in
            let method = try invocation.required("method").uppercased()
            let path = try invocation.required("path")
            switch try await handlers.plane.matchRoute(method: HTTPMethod(rawValue: method), path: path, app: invocation["app"]) {
            case .found(let route, let captures):
                var object = route.object
                object["captures"] = .object(JSONObject(captures.map { ($0.name, .string($0.value)) }))
                return invocation.record(object)
            case .missed(let misses):
                throw CommandFailure(
                    "no route matches \(method) \(path)",
                    advice: misses.isEmpty
                        ? "route list shows the routes"
                        : misses.map { "\($0.route.method) \($0.route.path): \($0.reason)" }.joined(separator: "\n"))
            }
        },
        "resource list": { handlers, invocation in
            let app = invocation["app"]
            return invocation.table(await handlers.plane.resources().filter { app == nil || $0.app == app }.map(\.object))
        },
        "resource show": { handlers, invocation in
            let resource = try await handlers.plane.resource(try invocation.required("name"))
            var object = resource.object
            object["attributes"] = .array(resource.definition.attributes.map { .object($0.object) })
            return invocation.record(object)
        },
        "extension list": { handlers, invocation in
            let app = invocation["app"]
            return invocation.table(await handlers.plane.extensions().filter { app == nil || $0.app == app }.map(\.object))
        },
        "extension show": { handlers, invocation in
            let alias = try invocation.required("alias")
            let all = await handlers.plane.extensions()
            guard
                let found = all.first(where: { $0.definition.alias == alias && (invocation["app"] == nil || invocation["app"] == $0.app) })
            else {
                throw CommandFailure("no extension '\(alias)'", advice: "extension list shows them")
            }
            return invocation.record(found.object)
        },
        "log level": { handlers, invocation in
            guard let text = invocation["level"] else { return .text(handlers.plane.log.level.rawValue + "\n") }
            guard let level = Logger.Level(rawValue: text) else { throw CommandFailure("'\(text)' is no log level", status: 2) }
            handlers.plane.log.level = level
            return .text("the log level is \(level.rawValue)\n")
        },
        "log tail": { handlers, invocation in
            .text(handlers.plane.log.tail(invocation.integer("lines") ?? 20).map { $0.text + "\n" }.joined())
        },
    ]
}

extension RouteInformation {
    var object: JSONObject {
        [
            "method": .string(method), "path": .string(path), "app": .string(app), "resource": .string(resource), "action": .string(action),
            "extension": .string(`extension`),
        ]
    }
}

extension ServedResource {
    var object: JSONObject {
        [
            "name": .string(definition.name), "collection": .string(definition.collection), "app": .string(app),
            "extension": .string(definition.extensionAlias ?? ""), "path": .string(definition.path),
            "operations": JSONValue(ResourceDefinition.Operation.allCases.filter(definition.operations.contains).map(\.rawValue)),
        ]
    }
}

extension Attribute {
    /// What `resource show` tells of it.
    var object: JSONObject {
        let shownDefault: JSONValue =
            switch defaultValue {
            case .required: "required"
            case .unspecified: "chosen by the service"
            case .value(let value): value
            }
        return [
            "name": .string(name), "type": .string(type.name), "default": flags.contains(.post) ? shownDefault : .null,
            "create": .bool(flags.contains(.post)), "update": .bool(flags.contains(.put)), "visible": .bool(flags.contains(.visible)),
            "filter": .bool(flags.contains(.filter)), "sort": .bool(flags.contains(.sortKey)), "written_by": .string(writer),
            "extension": JSONValue(extensionAlias),
        ]
    }
}

extension ServedExtension {
    var object: JSONObject {
        [
            "alias": .string(definition.alias), "name": .string(definition.name), "app": .string(app), "state": "active",
            "resources": JSONValue(definition.collections), "requires": JSONValue(definition.requires),
            "updated": .string(definition.updated),
            "description": .string(definition.description),
        ]
    }
}
