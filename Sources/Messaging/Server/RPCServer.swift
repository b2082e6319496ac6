import JSONCodec

/// One RPC worker: takes the messages of a topic and runs the declared methods.
///
/// A handler's failure goes to the caller and into the statistics; the server goes on.
package actor RPCServer {
    private enum State {
        case stopped
        case running(any MessageListener, heartbeat: Task<Void, Never>)
        case draining(any MessageListener)
    }

    package nonisolated let id: String
    package nonisolated let target: Target
    package nonisolated let endpoints: [RPCEndpoint]
    private let transport: any Transport
    private let concurrency: Int
    private let heartbeatInterval: Duration
    private let onFailure: (@Sendable (IncomingMessage, any Error) -> Void)?
    private let statistics = ServerStatistics()
    private var state = State.stopped

    /// - Parameters:
    ///   - id: distinguishes it from other workers in lists.
    ///   - target: its topic, and its name within the topic.
    ///   - concurrency: how many messages it handles at a time.
    ///   - onFailure: told of each message that failed, for the log.
    package init(
        id: String, target: Target, endpoints: [RPCEndpoint], transport: any Transport, concurrency: Int = 64,
        heartbeatInterval: Duration = .seconds(10), onFailure: (@Sendable (IncomingMessage, any Error) -> Void)? = nil
    ) {
        self.id = id
        self.target = target
        self.endpoints = endpoints
        self.transport = transport
        self.concurrency = concurrency
        self.heartbeatInterval = heartbeatInterval
        self.onFailure = onFailure
    }

    /// Starts to take messages; a running server is left alone.
    ///
    /// - Throws: ``MessagingError`` when the transport is closed, or the server is still draining.
    package func start() throws {
        switch state {
        case .running: return
        case .draining: throw MessagingError.draining(worker: id)
        case .stopped: break
        }
        let dispatcher = RPCDispatcher(endpoints)
        let statistics = statistics
        let onFailure = onFailure
        let listener = try transport.listen(target, concurrency: concurrency) { message in
            statistics.started()
            do {
                return try await dispatcher.dispatch(message)
            } catch {
                statistics.failed()
                onFailure?(message, error)
                throw error
            }
        }
        statistics.beat()
        let interval = heartbeatInterval
        let heartbeat = Task {
            while !Task.isCancelled {
                statistics.beat()
                do { try await Task.sleep(for: interval) } catch { return }
            }
        }
        state = .running(listener, heartbeat: heartbeat)
    }

    /// Takes no further message and waits for those in hand.
    ///
    /// - Returns: whether all of them were done within `deadline`.
    @discardableResult
    package func stop(within deadline: Duration = .seconds(60)) async -> Bool {
        guard case .running(let listener, let heartbeat) = state else { return true }
        heartbeat.cancel()
        state = .draining(listener)
        let isDrained = await listener.stop(within: deadline)
        state = .stopped
        return isDrained
    }

    package func restart(within deadline: Duration = .seconds(60)) async throws {
        await stop(within: deadline)
        try start()
    }

    package var status: RPCServerStatus {
        let counts = statistics.current
        var status = RPCServerStatus(
            id: id, topic: target.topic, server: target.server, state: .stopped, calls: counts.calls, failures: counts.failures,
            queueDepth: 0, running: 0, lastHeartbeat: counts.lastHeartbeat, lastActivity: counts.lastActivity)
        switch state {
        case .stopped: return status
        case .running(let listener, _):
            status.state = .running
            status.queueDepth = listener.queueDepth
            status.running = listener.runningCount
        case .draining(let listener):
            status.state = .draining
            status.running = listener.runningCount
        }
        return status
    }
}
