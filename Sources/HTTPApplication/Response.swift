package import JSONCodec
package import NIOCore
package import NIOHTTP1

/// What a request is answered with. The listener adds `Content-Length` or chunked coding, `Date` and connection headers.
package struct Response: Sendable {
    package var status: HTTPResponseStatus
    package var headers: HTTPHeaders
    package var body: ResponseBody

    package init(status: HTTPResponseStatus, headers: HTTPHeaders = HTTPHeaders(), body: ResponseBody = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON document, `Content-Type: application/json`.
    package init(status: HTTPResponseStatus = .ok, json: JSONValue, headers: HTTPHeaders = HTTPHeaders()) {
        self.init(status: status, jsonBytes: json.serialized(), headers: headers)
    }

    /// JSON text that was written already.
    package init(status: HTTPResponseStatus = .ok, jsonBytes: [UInt8], headers: HTTPHeaders = HTTPHeaders()) {
        self.init(status: status, jsonBuffer: ByteBuffer(bytes: jsonBytes), headers: headers)
    }

    /// JSON text in the buffer that is to be sent.
    package init(status: HTTPResponseStatus = .ok, jsonBuffer: ByteBuffer, headers: HTTPHeaders = HTTPHeaders()) {
        self.init(status: status, headers: headers, body: .bytes(jsonBuffer))
        self.headers.replaceOrAdd(name: "Content-Type", value: "application/json")
    }

    /// Plain text.
    package init(status: HTTPResponseStatus, text: String, contentType: String = "text/plain; charset=UTF-8") {
        self.init(status: status, headers: ["Content-Type": contentType], body: .bytes(ByteBuffer(string: text)))
    }

    /// No answer: the connection is closed. Logs show it as 444, as web servers do.
    package static func disconnect(isReset: Bool = false) -> Response {
        Response(status: .custom(code: 444, reasonPhrase: "No Response"), body: .disconnect(isReset: isReset))
    }

    /// The bytes of a body that is not streamed.
    package var bufferedBody: ByteBuffer {
        if case .bytes(let buffer) = body { buffer } else { ByteBuffer() }
    }
}

package enum ResponseBody: Sendable {
    case empty
    case bytes(ByteBuffer)
    /// Parts that are sent as they come, with chunked coding; the trailers are asked for after the last one.
    case stream(AsyncThrowingStream<ByteBuffer, any Error>, trailers: (@Sendable () -> HTTPHeaders)? = nil)
    /// No answer at all: the connection is closed as it is, or reset. Status and headers are for logs alone.
    case disconnect(isReset: Bool)
}
