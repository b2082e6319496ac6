import Synchronization

/// Shows new lines, of the log or of debugged requests, at an editor, above the line being typed, until it is told to stop.
package final class LogFollower: Sendable {
    private let show: @Sendable (String) -> Void
    private let task = Mutex<Task<Void, Never>?>(nil)

    package init(show: @escaping @Sendable (String) -> Void) { self.show = show }

    deinit { _ = stop() }

    /// Shows these lines; those that were followed before are followed no more.
    func start(_ lines: AsyncThrowingStream<String, any Error>) {
        let show = show
        let following = Task {
            do {
                for try await line in lines { show(line) }
            } catch {
                show("there is nothing more to follow: \(error)")
            }
        }
        task.withLock { task in
            task?.cancel()
            task = following
        }
    }

    /// - Returns: whether anything was followed.
    func stop() -> Bool {
        task.withLock { task in
            defer { task = nil }
            task?.cancel()
            return task != nil
        }
    }
}
