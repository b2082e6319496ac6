import HTTPApplication
import NIOHTTP1
import PasteDeploy
import Synchronization

/// A filter that notes its name in a response header and passes the request on.
struct MarkingFilter: Filter {
    let name: String

    func respond(to request: Request, next: Next) async throws -> Response {
        request.headers.add(name: "x-seen", value: name)
        return try await next(request)
    }
}

/// An app that answers with its name, what it got, and which filters the request passed.
struct EchoingApplication: Application {
    let name: String

    func respond(to request: Request) async throws -> Response {
        let seen = request.headers["x-seen"].joined(separator: " ")
        return Response(status: .ok, text: "\(name) '\(request.scriptName)' '\(request.pathInfo)' [\(seen)]")
    }
}

/// What factories were called, in order, and with what.
final class FactoryCalls: Sendable {
    private let calls = Mutex<[FactoryArguments]>([])

    func note(_ arguments: FactoryArguments) { calls.withLock { $0.append(arguments) } }
    var names: [String] { calls.withLock { $0.map(\.name) } }
    var all: [FactoryArguments] { calls.withLock { $0 } }
}

extension FactoryRegistry {
    /// Every name of every published file, with factories that do nothing but be there.
    static func withEveryHistoricalName(except missing: String? = nil) -> FactoryRegistry {
        var registry = FactoryRegistry()
        for factory in HistoricalNames.all where factory.key != missing {
            switch factory.kind {
            case .filter:
                registry.registerFilter(key: factory.key, summary: "", acceptsAnyOption: true) { MarkingFilter(name: $0.name) }
            case .application:
                registry.registerApplication(key: factory.key, summary: "", acceptsAnyOption: true) { EchoingApplication(name: $0.name) }
            case .composite: break
            }
        }
        return registry
    }

    /// `m:app` and `m:filter` take any option, `m:strict_app` and `m:strict_filter` declare theirs, `m:bad_filter` fails.
    static func forTests(_ calls: FactoryCalls = FactoryCalls(), in base: FactoryRegistry = FactoryRegistry()) -> FactoryRegistry {
        var registry = base
        let options = [
            FactoryOption("size", "How much.", type: .integer), FactoryOption("enabled", "Whether.", type: .boolean),
            FactoryOption("project", "Whose.", required: true), FactoryOption("hosts", "Which.", type: .list),
            FactoryOption("key", "A secret.", secret: true),
        ]
        registry.registerApplication(["m:app", "egg:M", "egg:M#app"], summary: "", acceptsAnyOption: true) {
            calls.note($0)
            return EchoingApplication(name: $0.name)
        }
        registry.registerFilter(["m:filter", "egg:M#filter"], summary: "", acceptsAnyOption: true) {
            calls.note($0)
            return MarkingFilter(name: $0.name)
        }
        registry.registerApplication(["m:strict_app"], summary: "", options: options) {
            calls.note($0)
            return EchoingApplication(name: $0.name)
        }
        registry.registerFilter(["m:strict_filter"], summary: "", options: options) {
            calls.note($0)
            return MarkingFilter(name: $0.name)
        }
        registry.registerFilter(
            key: "harm", summary: "", options: [FactoryOption("seconds", "How long.", type: .number)], isFault: true
        ) { arguments in
            calls.note(arguments)
            return MarkingFilter(name: arguments.name)
        }
        registry.registerFilter(["m:bad_filter"], summary: "", acceptsAnyOption: true) { arguments in
            throw FactoryOptionError(option: "color", message: "`\(arguments.string("color") ?? "")` is no color")
        }
        return registry
    }
}
