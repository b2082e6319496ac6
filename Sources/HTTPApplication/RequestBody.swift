package import NIOCore
package import NIOHTTP1

/// Delivers the parts of a request body as they arrive. Bound to the request's event loop.
package protocol RequestBodySource: AnyObject {
    /// The next part; `nil` after the last one.
    ///
    /// - Throws: when the client went away or took too long.
    func next() async throws -> ByteBuffer?
}

/// The body of a request: there already, or still arriving.
package struct RequestBody {
    private enum Storage {
        case buffered(ByteBuffer)
        case streaming(any RequestBodySource)
    }

    private var storage: Storage
    private var consumed = 0
    /// What `Content-Length` announced; `nil` for a chunked body.
    package private(set) var declaredLength: Int?
    /// More bytes than this are not read. Filters lower it.
    package var limit = Int.max
    /// Whether the body turned out to be larger than ``limit``.
    package private(set) var exceededLimit = false

    package static var empty: RequestBody { RequestBody(buffer: ByteBuffer()) }

    package init(buffer: ByteBuffer) {
        storage = .buffered(buffer)
        declaredLength = buffer.readableBytes
    }

    package init(source: any RequestBodySource, declaredLength: Int?) {
        storage = .streaming(source)
        self.declaredLength = declaredLength
    }

    /// Reads the whole body.
    ///
    /// - Throws: ``BodyTooLarge`` as soon as it is known that the body is larger than ``limit``.
    package mutating func collect() async throws -> ByteBuffer {
        // What is left of a body that was refused is not a body.
        if exceededLimit { throw tooLarge() }
        if let declaredLength, declaredLength > limit { throw tooLarge() }
        switch storage {
        case .buffered(let buffer):
            if buffer.readableBytes > limit { throw tooLarge() }
            return buffer
        case .streaming(let source):
            var whole = ByteBuffer()
            while var part = try await source.next() {
                consumed += part.readableBytes
                if consumed > limit { throw tooLarge() }
                if whole.readableBytes == 0 { whole = part } else { whole.writeBuffer(&part) }
            }
            storage = .buffered(whole)
            return whole
        }
    }

    private mutating func tooLarge() -> BodyTooLarge {
        exceededLimit = true
        return BodyTooLarge(limit: limit)
    }
}

/// A request body was larger than the limit that a filter or the listener sets.
package struct BodyTooLarge: Fault {
    package var limit: Int

    package init(limit: Int) { self.limit = limit }

    package var status: HTTPResponseStatus { .payloadTooLarge }
    package var type: String { "RequestEntityTooLarge" }
    package var message: String { "Request is too large." }
}
