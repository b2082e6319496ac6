import HTTPApplication
import Logging
import NIOHTTP1

/// What logs say about a request.
enum RequestLog {
    static func metadata(of request: Request, error: (any Error)? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "method": .string(request.method.rawValue), "target": .string(request.target), "headers": headers(request.headers),
        ]
        if let id = request.context.requestID { metadata["request_id"] = .string(id) }
        if let error { metadata["error"] = .string("\(type(of: error)): \(error)") }
        return metadata
    }

    /// Headers by name, those with secrets masked.
    static func headers(_ headers: HTTPHeaders) -> Logger.MetadataValue {
        var result: Logger.Metadata = [:]
        for (name, value) in headers { result[name.lowercased()] = .string(SensitiveHeader.shown(name, value)) }
        return .dictionary(result)
    }
}
