package import APIResources
package import HTTPApplication
package import Messaging
package import Persistence
package import Policy

/// A service as the control plane sees it: what it keeps, what it offers, what runs for it.
package protocol APIService: Sendable {
    /// The configuration project: `neutron`, `cinder`, `keystone`.
    var project: String { get }
    /// The tables it needs; made and migrated before ``prepare()``.
    var schema: Schema { get }
    /// Its resources, those of its extensions included.
    var definitions: [ResourceDefinition] { get }
    var extensions: [Extension] { get }
    /// The RPC workers that live and die with its API.
    var workers: [WorkerDescription] { get }
    /// What decides what its callers may do.
    var enforcers: [Enforcer] { get }

    /// Seeds what must be there and resumes what was cut short. Called once, after the migration and before the first request.
    func prepare() async throws

    /// Told of each server that was made for one of ``workers``.
    func attach(_ server: RPCServer)

    /// Told of all apps that run, whenever one begins or ends to.
    func appsChanged(_ running: [RunningApp]) async throws
}

/// An app that clients reach.
package struct RunningApp: Sendable, Hashable {
    package var name: String
    /// The configuration project of its service.
    package var project: String
    /// `http://HOST:PORT`, or what the project's option `public_endpoint` puts in its place; no slash at the end.
    package var url: String
    /// Whether it listens on every address of the machine: the host of ``url`` is then but one of those that lead to it.
    package var isOnAnyAddress: Bool

    package init(name: String, project: String, url: String, isOnAnyAddress: Bool = false) {
        self.name = name
        self.project = project
        self.url = url
        self.isOnAnyAddress = isOnAnyAddress
    }
}

extension APIService {
    package var enforcers: [Enforcer] { [] }

    package func attach(_ server: RPCServer) {}
    package func appsChanged(_ running: [RunningApp]) async throws {}
}

/// An RPC worker that a service wants to run.
package struct WorkerDescription: Sendable {
    /// What lists call it: `neutron-rpc`, `cinder-volume`.
    package var service: String
    package var topic: String
    /// Its name within the topic; `nil` when any of the topic will do.
    package var server: String?
    package var endpoints: [RPCEndpoint]
    /// The option that says how many of them run; `nil` for one.
    package var countOption: String?

    package init(service: String, topic: String, server: String? = nil, endpoints: [RPCEndpoint], countOption: String? = nil) {
        self.service = service
        self.topic = topic
        self.server = server
        self.endpoints = endpoints
        self.countOption = countOption
    }
}

/// A service whose API can be used by this program itself, as an administrator and without a pipeline.
package protocol TrustedAPI: APIService {
    func respondTrusted(to request: Request) async throws -> Response
}
