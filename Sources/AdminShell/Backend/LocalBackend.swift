package import CommandLanguage
package import ControlPlane
import HTTPApplication

/// Commands for the control plane of this process.
package struct LocalBackend: ShellBackend {
    private let plane: ControlPlane
    private let table: CommandTable
    private let session: ShellSession
    private let handlers: CommandHandlers

    package init(plane: ControlPlane, table: CommandTable, session: ShellSession) {
        self.plane = plane
        self.table = table
        self.session = session
        handlers = CommandHandlers(plane: plane, user: session.user, session: session.id)
    }

    package var ownsServices: Bool { true }

    package func perform(_ words: [String]) async throws -> CommandValue {
        let match = table.match(words.map { Argument($0) })
        guard let invocation = match.invocation else {
            let mistake = match.diagnostics.first
            throw CommandFailure(mistake?.message ?? "'\(words.first ?? "")' is no command", advice: mistake?.guidance, status: 2)
        }
        return try await handlers.perform(invocation)
    }

    package func candidates(for kind: ValueKind, prefix: String, app: String?) async -> [LiveCandidate] {
        await LiveObjects(plane: plane, app: app).candidates(for: kind, prefix: prefix)
    }

    package func promptState() async -> PromptState {
        let apps = await plane.appInformation()
        let first = apps.first
        var state = PromptState(app: first?.name, revision: first?.revision, down: apps.filter { $0.state != .running }.map(\.name))
        if let pending = plane.pendingSwap {
            state.secondsToConfirm = pending.secondsLeft
            state.holdsSwap = pending.holder.session == session.id
        }
        state.faults = apps.flatMap(\.faultFilters).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        for app in apps where !(await plane.isSaved(app.name)) { state.isUnsaved = true }
        state.isInTransaction = plane.transactionHolder?.session == session.id
        return state
    }

    package func endSession() async -> SessionEnd {
        var end = SessionEnd()
        end.abortedTransaction = plane.transactionHolder?.session == session.id
        end.undone = plane.expiredSwaps(session: session.id)
        guard !session.isInteractive else {
            // Its swaps have their time; a transaction that nobody can commit any more would keep all others out.
            if end.abortedTransaction { try? await plane.abortTransaction(by: handlers.caller) }
            return end
        }
        if let pending = plane.pendingSwap, pending.holder.session == session.id { end.undone.append(pending.wayBack) }
        await plane.abandonSwaps(session: session.id)
        return end
    }

    package func logLines(last count: Int) -> AsyncThrowingStream<String, any Error> {
        // Followed first, so that none is lost: a line that is written meanwhile comes twice.
        let new = plane.log.follow()
        let old = plane.log.tail(count).map(\.text)
        let (lines, continuation) = AsyncThrowingStream.makeStream(of: String.self, throwing: (any Error).self)
        for line in old { continuation.yield(line) }
        let task = Task {
            var known = Set(old)
            for await line in new where !known.contains(line.text) {
                known.removeAll()
                continuation.yield(line.text)
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return lines
    }

    package func debugLines(last count: Int) -> AsyncThrowingStream<String, any Error> {
        // Followed first, so that none is lost; what comes twice is told by its number.
        let new = plane.debugger.follow()
        let old = plane.debugger.records(last: count)
        let (lines, continuation) = AsyncThrowingStream.makeStream(of: String.self, throwing: (any Error).self)
        for record in old { continuation.yield(record.text) }
        let task = Task {
            let last = old.last?.number ?? 0
            for await record in new where record.number > last { continuation.yield(record.text) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return lines
    }

    package func notices() -> AsyncStream<String> {
        let notices = plane.notices.follow()
        return AsyncStream { continuation in
            let task = Task {
                for await notice in notices { continuation.yield(notice.text) }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}
