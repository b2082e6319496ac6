import Glibc
import Synchronization

/// Receives the signals of the process on a thread of its own, where handling them may lock and allocate.
package final class SignalWatcher: Sendable {
    private let watched: [Int32]
    private let handler = Mutex<(@Sendable (Int32) -> Void)?>(nil)

    /// Blocks the watched signals in this thread and, by inheritance, in all that it starts: called before any other thread exists.
    package init(watching watched: [Int32]) {
        self.watched = watched
        signal(SIGPIPE, SIG_IGN)
        var set = signalSet
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    private var signalSet: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in watched { sigaddset(&set, signal) }
        return set
    }

    /// Calls `body` for each signal from now on, one at a time.
    package func start(_ body: @escaping @Sendable (Int32) -> Void) {
        let isFirst = handler.withLock { handler in
            defer { handler = body }
            return handler == nil
        }
        guard isFirst else { return }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<SignalWatcher>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_detach(thread)
    }

    private func run() {
        var set = signalSet
        while true {
            var number: Int32 = 0
            guard sigwait(&set, &number) == 0 else { continue }
            handler.withLock { $0 }?(number)
        }
    }
}
