import Glibc
import Synchronization

/// A program that another thread may end.
final class RunningProgram: Sendable {
    private enum State {
        case starting
        /// What `kill` takes: a process, or a group as its negative.
        case running(pid_t)
        case ended
        case cancelled
    }

    private let state = Mutex(State.starting)

    /// The program has started; it is ended at once when that was asked for meanwhile.
    func set(_ target: pid_t) {
        state.withLock { state in
            switch state {
            case .starting: state = .running(target)
            case .cancelled: kill(target, SIGTERM)
            case .running, .ended: break
            }
        }
    }

    /// Waits for the end without forgetting the process, so that ``end()`` never hits another one with its number.
    func wait(for process: pid_t) {
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        state.withLock { $0 = .ended }
    }

    func end() {
        state.withLock { state in
            switch state {
            case .starting: state = .cancelled
            case .running(let target): kill(target, SIGTERM)
            case .ended, .cancelled: break
            }
        }
    }
}
