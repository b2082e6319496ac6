/// The client of a request, as far as the request's own task may know it. Bound to the request's event loop.
package protocol ClientLink: AnyObject {
    /// Whether nobody waits for the answer any more.
    var isGone: Bool { get }
    /// While it is set, the request's task is cancelled when the client goes away; otherwise work that has begun is finished.
    var endsRequest: Bool { get set }
}

extension Request {
    /// Waits, without holding up anything but this request.
    ///
    /// - Throws: `CancellationError` when the client goes away meanwhile, or has gone already.
    package func pause(for duration: Duration) async throws {
        guard let client else { return try await Task.sleep(for: duration) }
        if client.isGone { throw CancellationError() }
        client.endsRequest = true
        defer { client.endsRequest = false }
        try await Task.sleep(for: duration)
    }
}
