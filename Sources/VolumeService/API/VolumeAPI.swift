package import HTTPApplication
import Logging
import NIOHTTP1
import Persistence
import Policy
package import Routing

/// The block storage API in one of its major versions: routes a request, finds out its microversion, and writes every fault.
package final class VolumeAPI: RoutedApplication {
    package let mapper: Mapper
    package let dialect: APIDialect
    private let service: VolumeService
    private let operations: [VolumeOperation]
    private static let logger = Logger(label: "cinder.api")

    package init(_ dialect: APIDialect, service: VolumeService) {
        self.dialect = dialect
        self.service = service
        let operations = VolumeOperation.all.filter { dialect.hasMicroversions || $0.since == .minimum }
        self.operations = operations
        let prefix = dialect.projectIsOptional ? "/[{project_id}]/" : "/{project_id}/"
        mapper = Mapper(
            operations.enumerated().map { index, operation in
                Route(
                    operation.method, prefix + operation.path, resource: operation.resource, action: operation.action,
                    extension: operation.extensionAlias, handler: index)
            }, ignoringSuffix: ".json")
    }

    package func respond(to request: Request) async throws -> Response {
        if request.pathInfo.isEmpty {
            var response = Response(status: .found, text: "", contentType: "text/plain; charset=utf8")
            response.headers.add(
                name: "Location", value: VersionsDocument.base(of: request, settings: service.settings) + request.scriptName + "/")
            return response
        }
        // HEAD is GET without the body, which the listener leaves out.
        let method = request.method == .HEAD ? HTTPMethod.GET : request.method
        var route: (operation: VolumeOperation, captures: Captures)?
        if case .found(let found, let captures) = mapper.match(method, request.pathInfo), operations.indices.contains(found.handler) {
            route = (operations[found.handler], captures)
        } else if !Self.isRoot(request.pathInfo) {
            return FaultWriter.unroutable()
        }
        do {
            let version = dialect.hasMicroversions ? try MicroversionRequest.negotiate(request.headers) : .minimum
            return stamp(await answer(request, version, route: route), version)
        } catch {
            return faultResponse(error, request)
        }
    }

    /// Whether a path is that of the versions document: `/`, or with a project `/PROJECT/`.
    private static func isRoot(_ path: String) -> Bool {
        path == "/" || (path.hasSuffix("/") && path.split(separator: "/", omittingEmptySubsequences: false).count == 3)
    }

    private func answer(_ request: Request, _ version: Microversion, route: (operation: VolumeOperation, captures: Captures)?) async
        -> Response
    {
        do {
            guard let (operation, captures) = route else {
                return VersionsDocument.response(for: request, dialect: dialect, settings: service.settings)
            }
            let caller = try Caller(
                request.context, token: request.headers.first(name: "X-Auth-Token"), pathProject: captures["project_id"],
                rules: service.enforcer.rules)
            guard version >= operation.since else { throw VolumeFault.versionNotFound(version) }
            let call = VolumeCall(
                request: request, captures: captures, service: service, dialect: dialect, version: version, caller: caller,
                query: QueryItems(parsing: request.queryString))
            return try await operation.handler(call)
        } catch {
            return faultResponse(error, request)
        }
    }

    private func stamp(_ response: Response, _ version: Microversion) -> Response {
        guard dialect.hasMicroversions else { return response }
        var response = response
        response.headers.replaceOrAdd(name: MicroversionRequest.headerName, value: "\(MicroversionRequest.service) \(version)")
        response.headers.replaceOrAdd(name: "Vary", value: MicroversionRequest.headerName)
        return response
    }

    private func faultResponse(_ error: any Error, _ request: Request) -> Response {
        if let fault = error as? any Fault { return FaultWriter.response(for: fault) }
        if let error = error as? StoreError, error.isBusy || error.kind == .closed {
            return FaultWriter.response(
                for: VolumeFault(.serviceUnavailable, type: "ServiceUnavailable", "The database cannot be reached now."))
        }
        Self.logger.error(
            "\(request.method) \(request.path) failed: \(error)", metadata: ["request_id": "\(request.context.requestID ?? "-")"])
        return FaultWriter.internalError()
    }
}
