import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Routing

/// One routed request: what a handler of the API works on.
struct IdentityCall {
    let request: Request
    let captures: Captures
    let service: IdentityService
    let query: QueryItems
    /// `nil` for a request without a valid token, which only open operations get.
    let knownCaller: IdentityCaller?

    var settings: IdentitySettings { service.settings }

    /// Who asks.
    ///
    /// - Throws: ``IdentityFault``, 401.
    var caller: IdentityCaller {
        get throws {
            guard let knownCaller else { throw IdentityFault.unauthorized }
            return knownCaller
        }
    }

    /// The caller's token with all that it stands for; `nil` for a caller without one.
    var token: ResolvedToken? {
        get throws { try request.context.authToken.flatMap { try service.tokens.validate($0) } }
    }

    /// The segment of the path that the route names so.
    func capture(_ name: String) -> String { captures[name] ?? "" }

    // MARK: Rules

    /// - Parameters:
    ///   - action: the rule's name without `identity:`.
    ///   - target: the resources concerned by their kinds: `["user": ...]`.
    /// - Throws: ``IdentityFault``: 401 without a valid token, 403 when the rules do not allow it.
    func authorize(_ action: String, _ target: JSONObject = [:]) throws {
        try service.policy.authorize(action, caller, policyTarget(target))
    }

    func allows(_ action: String, _ target: JSONObject = [:]) throws -> Bool {
        try service.policy.allows(action, caller, policyTarget(target))
    }

    private func policyTarget(_ target: JSONObject) -> JSONObject {
        var whole = JSONObject(captures.pairs.map { ($0.name, JSONValue.string($0.value)) })
        whole["target"] = .object(target)
        return whole
    }

    // MARK: The body

    /// Reads the body.
    ///
    /// - Throws: ``IdentityFault``, 400, when it is not a JSON object.
    func body() async throws -> JSONObject {
        let buffer = try await request.body.collect()
        guard buffer.readableBytes > 0 else { throw IdentityFault.invalid("", "there is none") }
        let value: JSONValue
        do throws(JSONError) {
            value = try buffer.withUnsafeReadableBytes { bytes throws(JSONError) in try JSONValue(parsing: bytes) }
        } catch {
            throw IdentityFault.invalid("", "it is no JSON: \(error)")
        }
        guard let object = value.objectValue else { throw IdentityFault.invalid("", "an object is expected") }
        return object
    }

    /// Reads the body of a request that may do without one.
    ///
    /// - Throws: ``IdentityFault``, 400, when it is there and not a JSON object.
    func optionalBody() async throws -> JSONObject {
        try await request.body.collect().readableBytes == 0 ? [:] : try await body()
    }

    /// The member of the body that wraps what is given.
    ///
    /// - Throws: ``IdentityFault``, 400, when it is missing or no object.
    func body(_ name: String) async throws -> JSONObject {
        guard let object = try await body()[name]?.objectValue else { throw IdentityFault.invalid(name, "an object is expected") }
        return object
    }

    // MARK: Links

    /// What links begin with: `http://host/v3`.
    var linkBase: String { IdentityLinks.base(of: request, settings: settings) }

    /// The request's own address, query included.
    var selfLink: String { linkBase + request.pathInfo + (request.queryString.isEmpty ? "" : "?" + request.queryString) }

    /// A whole list as the API answers it.
    ///
    /// - Parameter path: where the items are, `/projects`; an item's address is that and its id.
    func list(_ collection: String, _ items: [JSONObject], path: String? = nil, marker: String? = nil) -> Response {
        let base = linkBase + (path ?? "/" + collection)
        var next = JSONValue.null
        if let marker {
            var items = query.items.filter { $0.name != "marker" }
            items.append(.init(name: "marker", value: marker))
            next = .string(linkBase + request.pathInfo + "?" + QueryItems(items).encoded)
        }
        var body: JSONObject = [
            collection: .array(items.map { .object(linked($0, base)) }),
            "links": ["next": next, "self": .string(selfLink), "previous": .null],
        ]
        if marker != nil { body.append("truncated", true) }
        return Response(json: .object(body))
    }

    /// One resource as the API answers it, with its address.
    func item(_ name: String, _ item: JSONObject, path: String, isNew: Bool = false) -> Response {
        Response(status: isNew ? .created : .ok, json: [name: .object(linked(item, linkBase + path))])
    }

    private func linked(_ item: JSONObject, _ base: String) -> JSONObject {
        guard !item.contains("links") else { return item }
        var item = item
        item.append("links", ["self": .string(base + "/" + (item["id"]?.stringValue ?? ""))])
        return item
    }
}

extension Response {
    /// An answer without a body or a type.
    static var identityEmpty: Response { Response(status: .noContent) }
}
