import JSONCodec

/// What the body of `POST /v3/auth/tokens` asks for.
struct AuthenticationRequest: Sendable {
    enum DomainReference: Sendable, Hashable {
        case id(String)
        case name(String)
    }

    /// A user, or a project: by id, or by name within a domain.
    enum Reference: Sendable, Hashable {
        case id(String)
        case name(String, DomainReference)
    }

    enum ApplicationCredentialReference: Sendable, Hashable {
        case id(String)
        case name(String, user: Reference)
    }

    enum Credential: Sendable {
        case password(user: Reference, password: String)
        case token(String)
        case applicationCredential(ApplicationCredentialReference, secret: String)
        /// That of the consumer who signed the request.
        case accessToken(OAuthRequest)
    }

    enum Scope: Sendable, Hashable {
        /// Asked for by name: no default project either.
        case unscoped
        case project(Reference)
        case domain(DomainReference)
        case system
        case trust(String)
    }

    var methods: [String]
    var credentials: [Credential]
    /// `nil` when the request leaves it to the user's default project.
    var scope: Scope?
}

extension AuthenticationRequest {
    /// - Parameters:
    ///   - allowed: the methods of the configuration.
    ///   - signed: the request itself, for the method that goes by its signature.
    /// - Throws: ``AuthenticationFault``: 400 for another shape, 401 for methods that are not allowed.
    init(_ body: JSONValue, allowed: AuthenticationMethods, signed: () throws -> OAuthRequest) throws {
        guard let auth = body["auth"] else { throw AuthenticationFault.invalid("'auth' is missing") }
        let identity = try Self.object(auth, "identity", of: "auth")
        guard let listed = identity["methods"]?.arrayValue else { throw AuthenticationFault.invalid("'methods' is no list") }
        var methods: [String] = []
        for item in listed {
            guard let method = item.stringValue else { throw AuthenticationFault.invalid("a method is no text") }
            if !methods.contains(method) { methods.append(method) }
        }
        let scope = try auth["scope"].flatMap { try Self.scope($0) }
        guard !methods.isEmpty else { throw AuthenticationFault.noMethods }
        var credentials: [Credential] = []
        for method in methods {
            guard let part = identity[method]?.objectValue else {
                throw AuthenticationFault.invalid("'\(method)' is missing in 'identity'")
            }
            guard allowed.contains(method), let credential = try Self.credential(method, .object(part), signed) else {
                throw AuthenticationFault.unsupported(method, allowed: allowed.names)
            }
            credentials.append(credential)
        }
        self.init(methods: methods, credentials: credentials, scope: scope)
    }

    private static func credential(_ method: String, _ part: JSONValue, _ signed: () throws -> OAuthRequest) throws -> Credential? {
        switch method {
        case "password":
            let user = try object(part, "user", of: "password")
            return .password(user: try reference(user, "user"), password: try text(user, "password", of: "user"))
        case "token": return .token(try text(part, "id", of: "token"))
        case "application_credential":
            let secret = try text(part, "secret", of: "application_credential")
            if let id = try optionalText(part, "id", of: "application_credential") {
                return .applicationCredential(.id(id), secret: secret)
            }
            let name = try text(part, "name", of: "application_credential")
            let user = try reference(try object(part, "user", of: "application_credential"), "user")
            return .applicationCredential(.name(name, user: user), secret: secret)
        case "oauth1": return .accessToken(try signed())
        default: return nil
        }
    }

    private static func scope(_ value: JSONValue) throws -> Scope? {
        if value == "unscoped" { return .unscoped }
        guard let object = value.objectValue else { throw AuthenticationFault.invalid("'scope' is no object") }
        let known = ["project", "domain", "system", "OS-TRUST:trust", "unscoped"].filter(object.contains)
        guard let kind = known.first else { return nil }
        guard known.count == 1 else { throw AuthenticationFault.invalid("'scope' names more than one of \(known.joined(separator: ", "))") }
        switch kind {
        case "project": return .project(try reference(try Self.object(value, kind, of: "scope"), kind))
        case "domain": return .domain(try domain(try Self.object(value, kind, of: "scope")))
        case "OS-TRUST:trust": return .trust(try text(try Self.object(value, kind, of: "scope"), "id", of: kind))
        case "system":
            guard value[kind]?["all"] == true else { throw AuthenticationFault.invalid("'system' has to be {\"all\": true}") }
            return .system
        default: return .unscoped
        }
    }

    private static func reference(_ value: JSONValue, _ name: String) throws -> Reference {
        if let id = try optionalText(value, "id", of: name) { return .id(id) }
        return .name(try text(value, "name", of: name), try domain(try object(value, "domain", of: name)))
    }

    private static func domain(_ value: JSONValue) throws -> DomainReference {
        if let id = try optionalText(value, "id", of: "domain") { return .id(id) }
        return .name(try text(value, "name", of: "domain"))
    }

    private static func object(_ value: JSONValue, _ key: String, of parent: String) throws -> JSONValue {
        guard let member = value[key], member.objectValue != nil else {
            throw AuthenticationFault.invalid("'\(key)' of '\(parent)' is missing or no object")
        }
        return member
    }

    private static func text(_ value: JSONValue, _ key: String, of parent: String) throws -> String {
        guard let text = try optionalText(value, key, of: parent) else {
            throw AuthenticationFault.invalid("'\(key)' of '\(parent)' is missing")
        }
        return text
    }

    private static func optionalText(_ value: JSONValue, _ key: String, of parent: String) throws -> String? {
        guard let member = value[key] else { return nil }
        guard let text = member.stringValue else { throw AuthenticationFault.invalid("'\(key)' of '\(parent)' is no text") }
        return text
    }
}
