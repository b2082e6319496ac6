package import HTTPApplication
import Synchronization

/// Something that an operator at a shell wants to know at once: a drained revision, a worker that died, a reload.
package struct Notice: Sendable {
    package enum Kind: String, Sendable { case revision, worker, app, config, log }

    package var kind: Kind
    package var time: Timestamp
    package var text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.time = .now()
        self.text = text
    }
}

/// Hands notices to every shell that is listening.
package final class NoticeBoard: Sendable {
    private let followers = Mutex<(next: Int, streams: [Int: AsyncStream<Notice>.Continuation])>((0, [:]))

    package init() {}

    package func post(_ notice: Notice) {
        followers.withLock { for stream in $0.streams.values { stream.yield(notice) } }
    }

    package func follow() -> AsyncStream<Notice> {
        let (stream, continuation) = AsyncStream.makeStream(of: Notice.self, bufferingPolicy: .bufferingNewest(100))
        let id = followers.withLock { followers in
            followers.next += 1
            followers.streams[followers.next] = continuation
            return followers.next
        }
        continuation.onTermination = { [weak self] _ in self?.followers.withLock { _ = $0.streams.removeValue(forKey: id) } }
        return stream
    }
}
