package import HTTPApplication
import Synchronization

/// Something that an operator at a shell wants to know at once: a drained revision, a worker that died, a reload.
package struct Notice: Sendable {
    package enum Kind: String, Sendable { case revision, worker, app, config, log, debug }

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
    private let followers = Broadcast<Notice>(backlog: 100)
    /// What happened before anybody could listen; `nil` once somebody has.
    private let early = Mutex<[Notice]?>([])

    package init() {}

    package func post(_ notice: Notice) { followers.send(notice) }

    /// Posts what happens while the services start: who follows first is told then.
    func postForFirst(_ notice: Notice) {
        let isKept = early.withLock { early in
            early?.append(notice)
            return early != nil
        }
        if !isKept { post(notice) }
    }

    package func follow() -> AsyncStream<Notice> {
        let early = early.withLock { early in
            defer { early = nil }
            return early ?? []
        }
        return followers.follow(after: early)
    }
}
