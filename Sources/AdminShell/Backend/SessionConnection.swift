import JSONCodec
import NIOHTTP1
import Synchronization

/// The connection that a session at a running instance lasts as long as. The instance's notices come over it.
final class SessionConnection: Sendable {
    /// One text each. An instance that is gone and one that is back are told of, too.
    let notices: AsyncStream<String>
    private let client: ControlClient
    private let continuation: AsyncStream<String>.Continuation
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// How long to wait before an instance that is gone is looked for again.
    private static let pause = Duration.seconds(1)

    init(client: ControlClient) {
        self.client = client
        (notices, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(100))
    }

    deinit { close() }

    /// Returns when the instance knows the session.
    ///
    /// - Throws: why it cannot be reached.
    func open() async throws {
        let documents = client.documents(.GET, "/v1/session")
        var lines = documents.makeAsyncIterator()
        guard try await lines.next() != nil else { throw ControlClient.Failure(description: "the instance took no session") }
        let (client, continuation) = (client, continuation)
        let following = Task {
            await Self.deliver(documents, to: continuation)
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.pause)
                let documents = client.documents(.GET, "/v1/session")
                var lines = documents.makeAsyncIterator()
                guard let first = try? await lines.next(), first["kind"] != nil else { continue }
                continuation.yield("the instance is back")
                await Self.deliver(documents, to: continuation)
            }
        }
        task.withLock { $0 = following }
    }

    private static func deliver(
        _ documents: AsyncThrowingStream<JSONValue, any Error>, to continuation: AsyncStream<String>.Continuation
    ) async {
        var reason = "it has ended"
        do {
            for try await document in documents { continuation.yield(document["text"]?.stringValue ?? "") }
        } catch {
            reason = "\(error)"
        }
        if !Task.isCancelled { continuation.yield("the connection to the instance is lost: \(reason)") }
    }

    func close() {
        task.withLock { $0?.cancel() }
        continuation.finish()
    }
}
