import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends requests to an identity service over HTTP or HTTPS, each on a connection of its own.
struct IdentityClient: Sendable {
    struct Answer: Sendable {
        var status: HTTPResponseStatus
        var headers: HTTPHeaders
        var body: ByteBuffer
    }

    /// How the certificate of the service is judged, and what this side shows.
    struct Trust: Sendable, Hashable {
        /// Certificates of authorities, in PEM; the system's own without it.
        var authoritiesFile: String?
        var certificateFile: String?
        var keyFile: String?
        var isInsecure = false
    }

    private let context: NIOSSLContext
    private let timeout: TimeAmount

    /// Answers of identity services have some kilobytes; a large catalog has a few hundred.
    private static let maximumBody = 4 << 20

    /// - Throws: what is wrong with the certificates.
    init(trust: Trust, timeout: TimeAmount) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if trust.isInsecure { configuration.certificateVerification = .none }
        if let file = trust.authoritiesFile { configuration.trustRoots = .file(file) }
        if let file = trust.certificateFile {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(file).map { .certificate($0) }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: trust.keyFile ?? file, format: .pem))
        }
        context = try NIOSSLContext(configuration: configuration)
        self.timeout = timeout
    }

    /// - Throws: ``RemoteIdentityError``.
    func send(_ method: HTTPMethod, _ url: IdentityURL, query: String = "", headers: HTTPHeaders, body: [UInt8] = []) async throws -> Answer
    {
        let context = context
        let channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(timeout)
                .connect(host: url.host, port: url.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        if url.usesTLS {
                            // An address has no name to ask for; its certificate has to name the address.
                            let name = (try? SocketAddress(ipAddress: url.host, port: 0)) == nil ? url.host : nil
                            try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
                        }
                        try pipeline.addHTTPClientHandlers()
                        return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw RemoteIdentityError(description: "no connection to \(url.authority): \(error)", isConnection: true)
        }
        var head = HTTPRequestHead(version: .http1_1, method: method, uri: url.path + (query.isEmpty ? "" : "?" + query), headers: headers)
        head.headers.replaceOrAdd(name: "Host", value: url.authority)
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        head.headers.replaceOrAdd(name: "Accept", value: "application/json")
        head.headers.replaceOrAdd(name: "User-Agent", value: "cloudsh")
        head.headers.replaceOrAdd(name: "Content-Length", value: String(body.count))
        if !body.isEmpty { head.headers.replaceOrAdd(name: "Content-Type", value: "application/json") }
        let socket = channel.channel
        let alarm = socket.eventLoop.scheduleTask(in: timeout) { socket.close(promise: nil) }
        defer { alarm.cancel() }
        do {
            let content = body.isEmpty ? [] : [HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body)))]
            return try await channel.executeThenClose { [head] inbound, outbound in
                // In one write: who answers a head at once closes before its end could be written.
                try await outbound.write(contentsOf: [.head(head)] + content + [.end(nil)])
                return try await Self.answer(inbound, url)
            }
        } catch let error as RemoteIdentityError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw RemoteIdentityError(description: "\(url.authority) gave no answer: \(error)", isConnection: true)
        }
    }

    private static func answer(_ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>, _ url: IdentityURL) async throws -> Answer {
        var answer: Answer?
        for try await part in inbound {
            switch part {
            case .head(let head): answer = Answer(status: head.status, headers: head.headers, body: ByteBuffer())
            case .body(var bytes):
                guard (answer?.body.readableBytes ?? 0) + bytes.readableBytes <= maximumBody else {
                    throw RemoteIdentityError(description: "\(url.authority) answered with more than \(maximumBody) bytes")
                }
                answer?.body.writeBuffer(&bytes)
            case .end:
                if let answer { return answer }
            }
        }
        throw RemoteIdentityError(description: "\(url.authority) gave no answer in time", isConnection: true)
    }
}
