import Dispatch
import Glibc
import Synchronization

/// A client that sends exactly the bytes that it is told to. It blocks on a queue of its own, never on a thread that the server or a test needs.
package final class WireClient: Sendable {
    package struct Answer: Sendable {
        package var status: Int
        /// In lower case.
        package var headers: [String: String]
        package var body: String
    }

    package enum Failure: Error, Equatable {
        case connect(Int32)
        /// The server closed the connection in the middle of an answer or before it, with these bytes of it.
        case closed(String)
        case reset
        case timeout
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "wire client")
    private let buffer = Mutex<[UInt8]>([])
    private let isOpen = Mutex(true)

    package init(port: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        descriptor = try Self.connect(AF_INET, &address, socklen_t(MemoryLayout<sockaddr_in>.size))
    }

    package init(path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        descriptor = try Self.connect(AF_UNIX, &address, socklen_t(MemoryLayout<sockaddr_un>.size))
    }

    private static func connect<Address>(_ family: Int32, _ address: inout Address, _ size: socklen_t) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
        }
        guard result == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw Failure.connect(code)
        }
        return descriptor
    }

    deinit { close() }

    private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }

    package func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    package func send(_ bytes: [UInt8]) async throws {
        try await blocking { [descriptor] in
            var offset = 0
            while offset < bytes.count {
                let count = bytes[offset...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw errno == EAGAIN ? Failure.timeout : Failure.reset }
                offset += count
            }
        }
    }

    package func closeOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    package func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { Glibc.close(descriptor) }
    }

    /// Keeps what the server sends small: its writes wait for this client.
    package func shrinkReceiveBuffer() {
        var size: Int32 = 4096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Closing then resets the connection, as a client does that is killed with unread bytes.
    package func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// The next answer, interim ones included.
    package func answer(toHead: Bool = false) async throws -> Answer { try await blocking { try self.readAnswer(toHead: toHead) } }

    /// The first line that is as wanted.
    package func line(_ isWanted: @escaping @Sendable (String) -> Bool) async throws -> String {
        try await blocking {
            while true {
                let line = try self.through("\n")
                if isWanted(line) { return line }
            }
        }
    }

    /// Everything up to the end of the connection.
    package func rest() async throws -> String {
        try await blocking {
            while try self.fill() {}
            return self.take(self.buffer.withLock { $0.count })
        }
    }

    private func readAnswer(toHead: Bool) throws -> Answer {
        let head = try through("\r\n\r\n")
        var lines = head.split(separator: "\r\n").map(String.init)
        let status = lines.removeFirst().split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        var headers: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        var body = ""
        if status >= 200, status != 204, status != 304, !toHead {
            if headers["transfer-encoding"] == "chunked" {
                while let size = Int(try through("\r\n").dropLast(), radix: 16), size > 0 {
                    body += try exactly(size)
                    _ = try exactly(2)
                }
                while case let line = try through("\r\n"), line != "\r\n" {
                    let parts = line.dropLast().split(separator: ":", maxSplits: 1).map(String.init)
                    headers["trailer " + parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
                }
            } else if let length = headers["content-length"].flatMap({ Int($0) }) {
                body = try exactly(length)
            } else {
                while try fill() {}
                body = take(buffer.withLock { $0.count })
            }
        }
        return Answer(status: status, headers: headers, body: body)
    }

    private func through(_ mark: String) throws -> String {
        let mark = Array(mark.utf8)
        while true {
            let end = buffer.withLock { bytes in
                bytes.count < mark.count
                    ? nil
                    : (0...(bytes.count - mark.count)).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }.map { $0 + mark.count }
            }
            if let end { return take(end) }
            guard try fill() else { throw Failure.closed(take(buffer.withLock { $0.count })) }
        }
    }

    private func exactly(_ count: Int) throws -> String {
        while buffer.withLock({ $0.count }) < count {
            guard try fill() else { throw Failure.closed(take(buffer.withLock { $0.count })) }
        }
        return take(count)
    }

    private func take(_ count: Int) -> String {
        buffer.withLock { bytes in
            defer { bytes.removeFirst(count) }
            return String(decoding: bytes.prefix(count), as: UTF8.self)
        }
    }

    /// - Returns: whether more came; `false` at the end of the connection.
    private func fill() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count >= 0 else { throw errno == EAGAIN ? Failure.timeout : Failure.reset }
        buffer.withLock { $0.append(contentsOf: chunk[..<count]) }
        return count > 0
    }
}
