package import HTTPApplication

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

    package init() {}

    package func post(_ notice: Notice) { followers.send(notice) }

    package func follow() -> AsyncStream<Notice> { followers.follow() }
}
