import APIResources
package import HTTPApplication
import Logging
import NIOHTTP1
import Persistence
package import Routing

/// The identity API v3: routes a request, demands a token where one is needed, and writes every fault.
package final class IdentityAPI: RoutedApplication {
    package let mapper: Mapper
    private let service: IdentityService
    private let operations: [IdentityOperation]

    package init(service: IdentityService) {
        self.service = service
        let operations = IdentityOperation.all
        self.operations = operations
        mapper = Mapper(
            operations.enumerated().map { index, operation in
                Route(operation.method, "/" + operation.path, resource: operation.resource, action: operation.action, handler: index)
            })
    }

    package func respond(to request: Request) async throws -> Response {
        var response = await answer(request)
        response.headers.replaceOrAdd(name: "Vary", value: "X-Auth-Token")
        return response
    }

    private func answer(_ request: Request) async -> Response {
        if request.pathInfo.isEmpty || request.pathInfo == "/" {
            guard request.method == .GET || request.method == .HEAD else {
                return FaultWriter.wrongMethod(allowed: ["GET", "HEAD", "OPTIONS"])
            }
            return VersionsDocument.response(for: request, settings: service.settings, operations: operations)
        }
        var match = mapper.match(request.method, request.pathInfo)
        if request.method == .HEAD, case .methodNotAllowed = match { match = mapper.match(.GET, request.pathInfo) }
        switch match {
        case .notFound: return FaultWriter.unknownPath
        case .methodNotAllowed(let methods):
            var allowed = Set(methods.map(\.rawValue) + ["OPTIONS"])
            if allowed.contains("GET") { allowed.insert("HEAD") }
            guard request.method != .OPTIONS else {
                return Response(status: .ok, headers: ["Allow": allowed.sorted().joined(separator: ", ")])
            }
            return FaultWriter.wrongMethod(allowed: allowed.sorted())
        case .found(let route, let captures):
            guard operations.indices.contains(route.handler) else { return FaultWriter.unknownPath }
            return await answer(request, operations[route.handler], captures)
        }
    }

    private func answer(_ request: Request, _ operation: IdentityOperation, _ captures: Captures) async -> Response {
        do {
            let caller = operation.isOpen ? try? IdentityCaller(request.context) : try IdentityCaller(request.context)
            let call = IdentityCall(
                request: request, captures: captures, service: service, query: QueryItems(parsing: request.queryString),
                knownCaller: caller)
            if !operation.isOpen { try call.refuseEC2Token() }
            return try await operation.handler(call)
        } catch {
            return faultResponse(error, request)
        }
    }

    private func faultResponse(_ error: any Error, _ request: Request) -> Response {
        let endpoint = IdentityLinks.base(of: request, settings: service.settings)
        if let fault = error as? any Fault { return FaultWriter.response(for: fault, endpoint: endpoint) }
        if let error = error as? StoreError, error.isBusy || error.kind == .closed {
            return FaultWriter.response(
                for: IdentityFault(.serviceUnavailable, type: "ServiceUnavailable", "The database cannot be reached now."),
                endpoint: endpoint)
        }
        IdentityService.logger.error(
            "\(request.method) \(request.path) failed: \(error)", metadata: ["request_id": "\(request.context.requestID ?? "-")"])
        return FaultWriter.internalError(endpoint: endpoint)
    }
}
