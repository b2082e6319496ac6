import HTTPApplication
import JSONCodec
import Logging
import NIOHTTP1
import Persistence

/// The one place where this service's errors are written.
struct NeutronErrorBody {
    private static let log = Logger(label: "neutron.api")

    /// The answer to a request that failed with `error`.
    static func response(for error: any Error) -> Response {
        if let fault = error as? any Fault { return response(fault) }
        if let error = error as? StoreError {
            log.error("database: \(error)")
            switch error.kind {
            case .uniqueViolation:
                return response(APIFault(.conflict, type: "NeutronDbObjectDuplicateEntry", message: "An object with these values exists."))
            case .diskFull, .busy, .readOnly, .closed:
                return response(
                    APIFault(.serviceUnavailable, type: "ServiceUnavailable", message: "The database cannot be written at the moment."))
            default: break
            }
        } else {
            log.error("\(error)")
        }
        return response(
            APIFault(.internalServerError, type: "HTTPInternalServerError", message: "The request could not be processed."))
    }

    static func response(_ fault: any Fault) -> Response {
        Response(
            status: fault.status,
            json: ["NeutronError": ["type": .string(fault.type), "message": .string(fault.message), "detail": .string(fault.detail)]],
            headers: fault.headers)
    }

    static func notFound(_ path: String) -> APIFault {
        APIFault(.notFound, type: "HTTPNotFound", message: "There is nothing at \(path)")
    }

    static func methodNotAllowed(_ methods: [HTTPMethod]) -> APIFault {
        let allowed = methods.map(\.rawValue).joined(separator: ", ")
        return APIFault(
            .methodNotAllowed, type: "HTTPMethodNotAllowed", message: "The methods of this resource are \(allowed)",
            headers: ["Allow": allowed])
    }
}
