package import HTTPApplication
import JSONCodec
import NIOHTTP1

/// `osprofiler`: a request with a signed trace header emits `wsgi-start` and `wsgi-stop`, and what it causes continues the trace.
///
/// `X-Trace-Info` is the URL-safe base64 of `{"base_id": ..., "parent_id": ...}`, `X-Trace-HMAC` its HMAC-SHA1 under one of the keys.
/// A request without them, with a wrong signature or with anything else in the text passes untraced. Upstream: osprofiler,
/// `osprofiler/web.py`.
package struct ProfilerFilter: Filter {
    package static let infoHeader = "X-Trace-Info"
    package static let signatureHeader = "X-Trace-HMAC"
    /// A longer header is not looked at.
    private static let maximumLength = 4096

    private let keys: [String]
    private let sink: any ProfilerSink

    /// - Parameter keys: the keys that may sign trace headers; with none, every request passes untraced.
    package init(keys: [String], sink: any ProfilerSink) {
        self.keys = keys
        self.sink = sink
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard !keys.isEmpty, let profile = profile(of: request.headers) else { return try await next(request) }
        request.context.profile = profile
        let info: JSONObject = [
            "path": .string(request.path), "query": .string(request.queryString), "method": .string(request.method.rawValue),
            "scheme": .string(request.scheme),
        ]
        record("wsgi-start", profile, ["request": .object(info)])
        do {
            let response = try await next(request)
            record("wsgi-stop", profile, [:])
            return response
        } catch {
            record("wsgi-stop", profile, ["etype": .string("\(type(of: error))"), "message": .string("\(error)")])
            throw error
        }
    }

    private func record(_ name: String, _ profile: ProfileContext, _ info: JSONObject) {
        sink.record(
            ProfilerEvent(
                name: name, baseID: profile.baseID, parentID: profile.parentID, traceID: profile.traceID, timestamp: .now(), info: info))
    }

    /// The trace that the headers continue, with a new id for this part of it.
    private func profile(of headers: HTTPHeaders) -> ProfileContext? {
        guard let text = headers.first(name: Self.infoHeader), text.utf8.count <= Self.maximumLength,
            let signature = headers.first(name: Self.signatureHeader),
            let key = TraceSignature.verifyingKey(signature, of: text, among: keys),
            let bytes = Base64.decode(text),
            let object = (try? JSONValue(parsing: bytes))?.objectValue,
            let baseID = object["base_id"]?.stringValue,
            object.keys.allSatisfy({ $0 == "base_id" || $0 == "parent_id" || $0 == "hmac_key" })
        else { return nil }
        let parentID: String
        switch object["parent_id"] {
        case nil, .null: parentID = baseID
        case .string(let text): parentID = text
        default: return nil
        }
        return ProfileContext(baseID: baseID, parentID: parentID, traceID: UUIDText.make(), hmacKey: key)
    }
}
