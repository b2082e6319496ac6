import NIOCore
import NIOHTTP1

/// Writes HTTP/1.1 responses.
enum ResponseEncoder {
    /// Writes status line and header fields.
    ///
    /// - Parameters:
    ///   - headers: valid ones: nothing in them may end a line.
    ///   - contentLength: in place of one that is there; `nil` leaves the headers as they are.
    ///   - connection: the `Connection` header, in place of one that is there.
    static func writeHead(
        _ status: HTTPResponseStatus, _ headers: HTTPHeaders, contentLength: Int?, date: String? = nil, connection: String? = nil,
        to buffer: inout ByteBuffer
    ) {
        buffer.writeStaticString("HTTP/1.1 ")
        writeInteger(Int(status.code), to: &buffer)
        buffer.writeStaticString(" ")
        buffer.writeString(status.reasonPhrase)
        var hasDate = false
        for (name, value) in headers {
            if contentLength != nil, name.utf8.count == 14, name.lowercased() == "content-length" { continue }
            if name.utf8.count == 4, name.lowercased() == "date" { hasDate = true }
            if connection != nil, name.utf8.count == 10, name.lowercased() == "connection" { continue }
            buffer.writeStaticString("\r\n")
            buffer.writeString(name)
            buffer.writeStaticString(": ")
            buffer.writeString(value)
        }
        if let contentLength {
            buffer.writeStaticString("\r\nContent-Length: ")
            writeInteger(contentLength, to: &buffer)
        }
        if let date, !hasDate {
            buffer.writeStaticString("\r\nDate: ")
            buffer.writeString(date)
        }
        if let connection {
            buffer.writeStaticString("\r\nConnection: ")
            buffer.writeString(connection)
        }
        buffer.writeStaticString("\r\n\r\n")
    }

    private static func writeInteger(_ value: Int, to buffer: inout ByteBuffer) {
        var digits: (UInt64, UInt64, UInt32) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { bytes in
            var index = bytes.count
            var rest = value
            repeat {
                index -= 1
                bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[index...]))
        }
    }

    static func chunk(_ part: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(part.readableBytes + 16)
        buffer.writeString(String(part.readableBytes, radix: 16))
        buffer.writeStaticString("\r\n")
        buffer.writeImmutableBuffer(part)
        buffer.writeStaticString("\r\n")
        return buffer
    }

    static func lastChunk(trailers: HTTPHeaders?) -> ByteBuffer {
        var buffer = ByteBuffer(string: "0\r\n")
        for (name, value) in trailers ?? [:] {
            buffer.writeString(name)
            buffer.writeStaticString(": ")
            buffer.writeString(value)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
        return buffer
    }
}
