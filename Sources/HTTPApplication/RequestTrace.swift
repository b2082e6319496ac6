import NIOHTTP1

/// What each stage of the pipelines did to one request: its time, the headers it changed, and who answered.
package final class RequestTrace {
    package enum Kind: String, Sendable { case filter, application }

    /// One filter or application that the request reached.
    package struct Stage: Sendable {
        package var name: String
        package var kind: Kind
        /// Time in the stage itself, without the stages inside it.
        package var elapsed: Duration = .zero
        /// Names of response headers that are there after the stage and were not inside it; for an application, all.
        package var headersAdded: [String] = []
        package var headersRemoved: [String] = []
        /// Names of request headers that the stage set or took away before it passed the request on.
        package var requestHeadersAdded: [String] = []
        package var requestHeadersRemoved: [String] = []
        /// Whether this stage made the response.
        package var answered = false
        package var error: String?
    }

    private struct Frame {
        var stage: Int
        var start: ContinuousClock.Instant
        var inner: Duration = .zero
        var requestHeaders: HTTPHeaders
        var innerResponseHeaders: HTTPHeaders?
        var reachedInner = false
    }

    private let clock = ContinuousClock()
    private var frames: [Frame] = []
    /// The stages in the order in which the request reached them.
    package private(set) var stages: [Stage] = []

    package init() {}

    func enter(_ name: String, kind: Kind, request: Request) -> Int {
        if let outer = frames.indices.last {
            frames[outer].reachedInner = true
            let stage = frames[outer].stage
            (stages[stage].requestHeadersAdded, stages[stage].requestHeadersRemoved) = Self.difference(
                from: frames[outer].requestHeaders, to: request.headers)
        }
        stages.append(Stage(name: name, kind: kind))
        frames.append(Frame(stage: stages.count - 1, start: clock.now, requestHeaders: request.headers))
        return stages.count - 1
    }

    func leave(_ stage: Int, response: Response) {
        guard let frame = finish(stage) else { return }
        let inner = frame.innerResponseHeaders ?? HTTPHeaders()
        (stages[stage].headersAdded, stages[stage].headersRemoved) = Self.difference(from: inner, to: response.headers)
        stages[stage].answered = !frame.reachedInner
        if let outer = frames.indices.last { frames[outer].innerResponseHeaders = response.headers }
    }

    func leave(_ stage: Int, error: any Error) {
        guard finish(stage) != nil else { return }
        stages[stage].error = String(describing: error)
    }

    private func finish(_ stage: Int) -> Frame? {
        guard let frame = frames.popLast() else { return nil }
        let total = clock.now - frame.start
        stages[stage].elapsed = total - frame.inner
        if let outer = frames.indices.last { frames[outer].inner += total }
        return frame
    }

    /// Names in lower case whose values differ: added or changed, and gone.
    private static func difference(from old: HTTPHeaders, to new: HTTPHeaders) -> (added: [String], removed: [String]) {
        func names(_ headers: HTTPHeaders) -> [String] {
            var seen: [String] = []
            for (name, _) in headers where !seen.contains(name.lowercased()) { seen.append(name.lowercased()) }
            return seen
        }
        return (
            names(new).filter { old[$0] != new[$0] },
            names(old).filter { !new.contains(name: $0) }
        )
    }
}
