import NIOCore
import NIOHTTP1

/// Writes HTTP/1.1 responses.
enum ResponseEncoder {
    /// Writes status line and header fields.
    ///
    /// - Parameters:
    ///   - contentLength: added when the headers have none; `nil` for a response without a body of known length.
    ///   - connection: the `Connection` header, in place of one that is there.
    static func writeHead(
        _ status: HTTPResponseStatus, _ headers: HTTPHeaders, contentLength: Int?, date: String? = nil, connection: String? = nil,
        to buffer: inout ByteBuffer
    ) {
        buffer.writeStaticString("HTTP/1.1 ")
        writeInteger(Int(status.code), to: &buffer)
        buffer.writeStaticString(" ")
        writeValue(status.reasonPhrase, to: &buffer)
        var hasLength = false
        var hasDate = false
        for (name, value) in headers {
            if name.utf8.count == 14, name.lowercased() == "content-length" { hasLength = true }
            if name.utf8.count == 4, name.lowercased() == "date" { hasDate = true }
            if connection != nil, name.utf8.count == 10, name.lowercased() == "connection" { continue }
            buffer.writeStaticString("\r\n")
            writeValue(name, to: &buffer)
            buffer.writeStaticString(": ")
            writeValue(value, to: &buffer)
        }
        if let contentLength, !hasLength {
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

    /// Writes text of a header; a line break or control character in it must not make another header.
    private static func writeValue(_ text: String, to buffer: inout ByteBuffer) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) {
            buffer.writeString(text)
        } else {
            buffer.writeBytes(text.utf8.lazy.map { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 ? $0 : UInt8(ascii: " ") })
        }
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
            writeValue(name, to: &buffer)
            buffer.writeStaticString(": ")
            writeValue(value, to: &buffer)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
        return buffer
    }
}
