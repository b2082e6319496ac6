import HTTPApplication
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A request and the status it must be answered with: `GET /v2.0/networks 200`.
package struct Probe: Sendable, Hashable, CustomStringConvertible {
    package var method: String
    package var path: String
    package var status: Int

    /// - Returns: `nil` for any other text than `METHOD PATH STATUS`.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, words[1].hasPrefix("/"), let status = Int(words[2]), (100...599).contains(status) else { return nil }
        method = words[0].uppercased()
        path = words[1]
        self.status = status
    }

    package var description: String { "\(method) \(path) \(status)" }

    /// What a candidate answers otherwise than it must; `nil` when it does as it must.
    ///
    /// - Parameter patience: a candidate that has not answered by then, such as one with a delay in it, is given up.
    @concurrent
    func failure(of revision: Revision, authority: String, patience: Duration = Probe.patience) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await answer(of: revision, authority: authority) }
            group.addTask {
                guard (try? await Task.sleep(for: patience)) != nil else { return nil }
                return "\(self): no answer in \(patience)"
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// What is wrong with the answer of a candidate.
    private func answer(of revision: Revision, authority: String) async -> String? {
        let request = Request(method: HTTPMethod(rawValue: method), target: path, headers: ["Host": authority])
        do {
            return judge(Int(try await revision.application.respond(to: request).status.code))
        } catch {
            return "\(self): \(error)"
        }
    }

    /// How long an app may take to answer.
    static let patience = Duration.seconds(10)

    /// What the app behind a socket answers otherwise than it must.
    func failure(host: String, port: Int, usesTLS: Bool, group: any EventLoopGroup) async -> String? {
        do {
            let channel = try await ClientBootstrap(group: group).connectTimeout(.seconds(5)).connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if usesTLS {
                        // It is this process that answers: its certificate is not in question.
                        var configuration = TLSConfiguration.makeClientConfiguration()
                        configuration.certificateVerification = .none
                        let handler = try NIOSSLClientHandler(context: NIOSSLContext(configuration: configuration), serverHostname: nil)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(wrappingChannelSynchronously: channel)
                }
            }
            let head = HTTPRequestHead(
                version: .http1_1, method: HTTPMethod(rawValue: method), uri: path,
                headers: ["Host": "\(host.contains(":") ? "[\(host)]" : host):\(port)", "Connection": "close", "Content-Length": "0"])
            let socket = channel.channel
            let alarm = socket.eventLoop.scheduleTask(in: TimeAmount(Self.patience)) { socket.close(promise: nil) }
            defer { alarm.cancel() }
            return try await channel.executeThenClose { inbound, outbound in
                // In one write: the app may answer, and close, as soon as it has the head.
                try await outbound.write(contentsOf: [.head(head), .end(nil)])
                for try await part in inbound {
                    if case .head(let answer) = part { return judge(Int(answer.status.code)) }
                }
                return "\(self): no answer"
            }
        } catch {
            return "\(self): \(error)"
        }
    }

    private func judge(_ answered: Int) -> String? { answered == status ? nil : "\(method) \(path) answered \(answered), not \(status)" }
}
