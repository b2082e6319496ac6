import Synchronization

/// Hands what happens to everybody who is listening; who is slow misses the oldest.
final class Broadcast<Element: Sendable>: Sendable {
    private let followers = Mutex<(next: Int, streams: [Int: AsyncStream<Element>.Continuation])>((0, [:]))
    private let backlog: Int

    /// - Parameter backlog: what is kept for one listener.
    init(backlog: Int) { self.backlog = backlog }

    func send(_ element: Element) {
        followers.withLock { for stream in $0.streams.values { stream.yield(element) } }
    }

    /// - Parameter first: what the new listener is told before anything else.
    func follow(after first: [Element] = []) -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream.makeStream(of: Element.self, bufferingPolicy: .bufferingNewest(backlog))
        for element in first { continuation.yield(element) }
        let id = followers.withLock { followers in
            followers.next += 1
            followers.streams[followers.next] = continuation
            return followers.next
        }
        continuation.onTermination = { [weak self] _ in self?.followers.withLock { _ = $0.streams.removeValue(forKey: id) } }
        return stream
    }
}
