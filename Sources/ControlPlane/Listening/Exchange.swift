import HTTPApplication
import NIOHTTP1

/// A request in progress and its answer. Bound to the event loop of its connection.
final class Exchange: ClientLink {
    let head: HTTPRequestHead
    let body: LoopBodySource?
    let started = ContinuousClock.now
    /// Whether client and configuration want the connection kept.
    let wantsKeepAlive: Bool
    /// Whether the client has sent all of the request.
    var hasArrived = false
    /// Whether a response has begun to be sent.
    var hasResponded = false
    var isStreaming = false
    var endsRequest = false
    private(set) var isGone = false
    var task: Task<Void, Never>?
    private(set) var lease: RevisionLease?

    init(head: HTTPRequestHead, body: LoopBodySource?, wantsKeepAlive: Bool) {
        self.head = head
        self.body = body
        self.wantsKeepAlive = wantsKeepAlive
    }

    /// The client has gone away: what is done for it alone ends.
    func abandon() {
        isGone = true
        if isStreaming || endsRequest { task?.cancel() }
    }

    func hold(_ lease: RevisionLease?) { self.lease = lease }

    /// Gives the hold on the revision back, the first time that it is called.
    func release() {
        lease?.release()
        lease = nil
    }
}
