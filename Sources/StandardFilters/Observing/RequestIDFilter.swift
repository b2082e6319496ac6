package import HTTPApplication
import NIOHTTP1

/// `request_id`: gives every request an id, and the answer a header that names it.
///
/// The header is added only when the answer has none. A caller's own id in `X-Openstack-Request-Id` is kept as the global id, when it
/// is `req-` and a UUID in lower case. Upstream: oslo.middleware, `oslo_middleware/request_id.py`.
package struct RequestIDFilter: Filter {
    package static let header = "x-openstack-request-id"
    /// The header that clients of the block storage and compute APIs read.
    package static let computeHeader = "x-compute-request-id"

    private let addsComputeHeader: Bool

    /// - Parameter addsComputeHeader: whether the answer carries the id in `x-compute-request-id` too, as cinder's do.
    package init(addsComputeHeader: Bool = false) { self.addsComputeHeader = addsComputeHeader }

    package func respond(to request: Request, next: Next) async throws -> Response {
        let id = request.context.requestID ?? Self.makeID()
        request.context.requestID = id
        if let inbound = request.headers.first(name: Self.header), Self.isID(inbound) { request.context.globalRequestID = inbound }
        var response = try await next(request)
        if !response.headers.contains(name: Self.header) { response.headers.add(name: Self.header, value: id) }
        if addsComputeHeader, !response.headers.contains(name: Self.computeHeader) {
            response.headers.add(name: Self.computeHeader, value: id)
        }
        return response
    }

    static func makeID() -> String { "req-" + UUIDText.make() }

    /// Whether `text` is `req-` and a UUID in lower case with its dashes.
    static func isID(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count == 40, bytes.starts(with: "req-".utf8) else { return false }
        var position = 0
        for byte in bytes.dropFirst(4) {
            switch position {
            case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
            default:
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): break
                default: return false
                }
            }
            position += 1
        }
        return true
    }
}
