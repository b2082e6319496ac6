import HTTPApplication
import Synchronization

/// Records what the filters do to live requests that an operator is interested in.
///
/// Requests cost one relaxed load while nothing is asked for.
package final class RequestDebugger: Sendable {
    private struct State {
        var condition: DebugCondition?
        /// Counts how often something was asked for: an answer that comes late must not count for the next condition.
        var arming = 0
        var records: [DebugRecord] = []
        var count = 0
        var noticeSecond = 0
        var noticesInSecond = 0
        var unmentioned = 0
    }

    private static let capacity = 200
    /// More notices in a second than this help nobody.
    private static let noticesPerSecond = 10

    private let state = Mutex(State())
    private let armed = Atomic<Bool>(false)
    private let followers = Broadcast<DebugRecord>(backlog: RequestDebugger.capacity)
    private let notices: NoticeBoard?

    /// - Parameter notices: where each record is announced.
    package init(notices: NoticeBoard? = nil) { self.notices = notices }

    // MARK: For operators

    /// Begins to record; what was asked for before is asked for no more. Records that are there stay.
    ///
    /// - Returns: what was asked for until now.
    @discardableResult
    package func arm(_ condition: DebugCondition) -> DebugCondition? {
        let replaced = state.withLock { state in
            let replaced = state.condition
            state.condition = condition
            state.arming += 1
            armed.store(true, ordering: .relaxed)
            return replaced
        }
        notices?.post(Notice(.debug, "debug: recording requests where \(condition.text)"))
        return replaced
    }

    /// - Returns: what was asked for until now; `nil` when nothing was.
    @discardableResult
    package func disarm() -> DebugCondition? {
        state.withLock { state in
            armed.store(false, ordering: .relaxed)
            defer { state.condition = nil }
            return state.condition
        }
    }

    package var condition: DebugCondition? { state.withLock { $0.condition } }

    /// The last records, oldest first; at most 200 are kept.
    package func records(last count: Int) -> [DebugRecord] { state.withLock { Array($0.records.suffix(count)) } }

    /// Records from now on.
    package func follow() -> AsyncStream<DebugRecord> { followers.follow() }

    // MARK: For requests

    /// Begins to follow a request.
    ///
    /// - Returns: `nil` for a request that is not to be recorded.
    func observe(_ request: Request) -> DebugObservation? {
        guard armed.load(ordering: .relaxed) else { return nil }
        let (condition, arming) = state.withLock { ($0.condition, $0.arming) }
        return condition.flatMap { DebugObservation($0, arming: arming, request: request) }
    }

    /// Judges a request that has been answered, and keeps it when it is wanted.
    func finish(_ observation: DebugObservation, _ request: Request, _ response: Response, revision: String) {
        guard var record = observation.record(request, response, revision: revision) else { return }
        let second = record.time.microseconds / 1_000_000
        let (isKept, isMentioned, unmentioned, isLast) = state.withLock { state -> (Bool, Bool, Int, Bool) in
            guard state.arming == observation.arming, state.condition != nil else { return (false, false, 0, false) }
            state.count += 1
            record.number = state.count
            if state.records.count >= Self.capacity { state.records.removeFirst() }
            state.records.append(record)
            var isLast = false
            if let remaining = state.condition?.remaining {
                state.condition?.remaining = remaining - 1
                isLast = remaining <= 1
            }
            if isLast {
                armed.store(false, ordering: .relaxed)
                state.condition = nil
            }
            if state.noticeSecond != second { (state.noticeSecond, state.noticesInSecond) = (second, 0) }
            state.noticesInSecond += 1
            guard isLast || state.noticesInSecond <= Self.noticesPerSecond else {
                state.unmentioned += 1
                return (true, false, 0, false)
            }
            defer { state.unmentioned = 0 }
            return (true, true, state.unmentioned, isLast)
        }
        guard isKept else { return }
        followers.send(record)
        guard isMentioned, let notices else { return }
        if unmentioned > 0 { notices.post(Notice(.debug, "debug: \(unmentioned) more; debug list shows the last ones")) }
        notices.post(Notice(.debug, "debug #\(record.number): \(record.summary)"))
        if isLast { notices.post(Notice(.debug, "debug: that was the last one asked for")) }
    }
}
