import CommandLanguage
import ConfigOptions
import ControlPlane
import HTTPApplication
import IdentityService
import JSONCodec

extension CommandHandlers {
    static let identityHandlers: [String: Handler] = {
        var handlers: [String: Handler] = [
            "bootstrap": { try await $0.bootstrap($1) },
            "role assign": { try await $0.changeRole($1, method: "PUT", done: "has") },
            "role revoke": { try await $0.changeRole($1, method: "DELETE", done: "no longer has") },
            "role assignments": { try await $0.listAssignments($1) },
        ]
        for noun in IdentityNoun.all {
            handlers["\(noun.name) list"] = { handlers, invocation in
                let query = QueryItems(try members(invocation.values("filter")).map { .init(name: $0.key, value: $0.value.plainText) })
                let path = "/v3/\(noun.collection)" + (query.isEmpty ? "" : "?" + query.encoded)
                let answer = try await handlers.identity("GET", path)
                return invocation.table(answer[noun.collection]?.arrayValue?.compactMap(\.objectValue) ?? [])
            }
            handlers["\(noun.name) show"] = { handlers, invocation in
                invocation.record(try await handlers.find(noun, try invocation.required(noun.name)))
            }
            handlers["\(noun.name) create"] = { handlers, invocation in
                var body = try members(invocation.values("member"))
                body[noun.key] = .string(try invocation.required(noun.key))
                let answer = try await handlers.identity("POST", "/v3/\(noun.collection)", [noun.name: .object(body)])
                return invocation.record(answer[noun.name]?.objectValue ?? [:])
            }
            handlers["\(noun.name) set"] = { handlers, invocation in
                let id = try await handlers.find(noun, try invocation.required(noun.name))["id"]?.stringValue ?? ""
                let body = try members(invocation.values("member"))
                let answer = try await handlers.identity(
                    "PATCH", "/v3/\(noun.collection)/" + PercentEncoding.encode(id), [noun.name: .object(body)])
                return invocation.record(answer[noun.name]?.objectValue ?? [:])
            }
            handlers["\(noun.name) delete"] = { handlers, invocation in
                let name = try invocation.required(noun.name)
                let id = try await handlers.find(noun, name)["id"]?.stringValue ?? ""
                _ = try await handlers.identity("DELETE", "/v3/\(noun.collection)/" + PercentEncoding.encode(id))
                return .text("\(noun.name) \(name) is deleted\n")
            }
        }
        return handlers
    }()

    /// Asks the identity service as its administrator.
    ///
    /// - Throws: ``CommandFailure`` with what the service says is wrong.
    private func identity(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let answer = try await plane.issueTrusted(method, path, project: .keystone, body: body?.serialized())
        let document = answer.body.isEmpty ? .null : (try? JSONValue(parsing: answer.body)) ?? .null
        guard answer.status < 400 else {
            throw CommandFailure(document["error"]?["message"]?.stringValue ?? "the identity service answered \(answer.status)")
        }
        return document
    }

    /// What is meant by a name or an id.
    private func find(_ noun: IdentityNoun, _ name: String) async throws -> JSONObject {
        let path = "/v3/\(noun.collection)"
        let byID = try await plane.issueTrusted("GET", path + "/" + PercentEncoding.encode(name), project: .keystone, body: nil)
        if byID.status == 200, let found = try? JSONValue(parsing: byID.body), let object = found[noun.name]?.objectValue { return object }
        let named = try await identity("GET", path + "?name=" + PercentEncoding.encode(name))[noun.collection]?.arrayValue ?? []
        let matching = named.compactMap(\.objectValue).filter { $0["name"]?.stringValue == name }
        guard let first = matching.first else { throw CommandFailure("no \(noun.name) '\(name)'", advice: "\(noun.name) list shows them") }
        guard matching.count == 1 else {
            throw CommandFailure(
                "'\(name)' is the name of several \(noun.collection)",
                advice: "their ids: " + matching.compactMap { $0["id"]?.stringValue }.joined(separator: ", "))
        }
        return first
    }

    private func id(_ noun: String, _ name: String) async throws -> String {
        guard let noun = IdentityNoun.all.first(where: { $0.name == noun }) else { return name }
        return try await find(noun, name)["id"]?.stringValue ?? ""
    }

    private static func members(_ values: [String]) throws -> JSONObject {
        guard !values.isEmpty else { return [:] }
        do {
            guard case .json(let value)? = try BodyArgument(values: values), let object = value.objectValue else { return [:] }
            return object
        } catch { throw CommandFailure("\(error)", status: 2) }
    }

    private func bootstrap(_ invocation: Invocation) async throws -> CommandValue {
        guard let service = try await plane.runningService(of: .keystone) as? IdentityService else {
            throw CommandFailure("the identity service that runs here cannot be bootstrapped")
        }
        var options = BootstrapOptions()
        options.password = invocation["bootstrap-password"]
        options.userName = invocation["bootstrap-username"] ?? options.userName
        options.projectName = invocation["bootstrap-project-name"] ?? options.projectName
        options.roleName = invocation["bootstrap-role-name"] ?? options.roleName
        options.serviceName = invocation["bootstrap-service-name"] ?? options.serviceName
        options.regionID = invocation["bootstrap-region-id"] ?? options.regionID
        options.publicURL = invocation["bootstrap-public-url"]
        options.internalURL = invocation["bootstrap-internal-url"]
        options.adminURL = invocation["bootstrap-admin-url"]
        options.makesRolesImmutable = !invocation.has("no-immutable-roles")
        do {
            guard let password = try await service.bootstrap(options) else { return .text("the first identities are there\n") }
            return .text("the password of \(options.userName) is \(password)\n")
        } catch let fault as any Fault {
            throw CommandFailure(fault.message)
        }
    }

    // MARK: Roles

    private func changeRole(_ invocation: Invocation, method: String, done: String) async throws -> CommandValue {
        let (role, user) = (try invocation.required("role"), try invocation.required("user"))
        let path: String
        let place: String
        switch (invocation["project"], invocation["domain"], invocation.has("system")) {
        case (let project?, nil, false):
            path = "projects/" + (try await id("project", project))
            place = "project \(project)"
        case (nil, let domain?, false):
            path = "domains/" + (try await id("domain", domain))
            place = "domain \(domain)"
        case (nil, nil, true): (path, place) = ("system", "the system")
        default: throw CommandFailure("\(invocation.name): give one of --project, --domain and --system", status: 2)
        }
        let (roleID, userID) = (try await id("role", role), try await id("user", user))
        _ = try await identity(method, "/v3/\(path)/users/\(userID)/roles/\(roleID)")
        return .text("\(user) \(done) the role \(role) on \(place)\n")
    }

    private func listAssignments(_ invocation: Invocation) async throws -> CommandValue {
        var path = "/v3/role_assignments?include_names=true"
        if let user = invocation["user"] { path += "&user.id=" + (try await id("user", user)) }
        let found = try await identity("GET", path)["role_assignments"]?.arrayValue ?? []
        return invocation.table(
            found.map { item in
                let scope = item["scope"]
                return [
                    "role": item["role"]?["name"] ?? .null, "user": item["user"]?["name"] ?? .null,
                    "group": item["group"]?["name"] ?? .null,
                    "project": scope?["project"]?["name"] ?? .null, "domain": scope?["domain"]?["name"] ?? .null,
                    "system": scope?["system"] == nil ? .null : "all",
                    "inherited": .bool(scope?["OS-INHERIT:inherited_to"] != nil),
                ]
            })
    }
}

extension JSONValue {
    /// A value as a query has it.
    fileprivate var plainText: String { stringValue ?? description }
}
