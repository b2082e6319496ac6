import Glibc
import Synchronization

/// The descriptor that the signal handler writes to. A handler may do little else, and cannot capture.
private let relayWriter = Atomic<Int32>(-1)

/// Brings signals out of their handler to ordinary code, on a thread of its own.
final class SignalRelay: Sendable {
    /// Who hears of a signal that several have subscribed to.
    enum Audience {
        case everyone
        case latest
    }

    private struct Subscriber {
        var id: Int
        var handle: @Sendable () -> Void
    }

    private struct State {
        var subscribers: [Int32: [Subscriber]] = [:]
        var replaced: [Int32: sigaction] = [:]
        var nextID = 0
    }

    static let shared = SignalRelay()

    private let state = Mutex(State())
    /// Held from the reading of signals to the end of their handling.
    private let delivery = Mutex(())
    private let reader: Int32

    private init() {
        if let pipe = try? Pipe.open() {
            reader = pipe.reader
            relayWriter.store(pipe.writer, ordering: .releasing)
        } else {
            reader = -1
        }
    }

    /// Has `handle` called, on the relay's thread, for each `signal` from now on until ``SignalSubscription/cancel()``.
    ///
    /// `handle` must not cancel a subscription. The signal's former disposition comes back with the last subscriber's end.
    func subscribe(to signal: Int32, _ handle: @escaping @Sendable () -> Void) -> SignalSubscription {
        _ = Self.thread
        return state.withLock { state in
            state.nextID += 1
            if state.subscribers[signal, default: []].isEmpty {
                var action = sigaction()
                action.__sigaction_handler.sa_handler = relaySignal
                action.sa_flags = SA_RESTART
                var former = sigaction()
                if sigaction(signal, &action, &former) == 0 { state.replaced[signal] = former }
            }
            state.subscribers[signal, default: []].append(Subscriber(id: state.nextID, handle: handle))
            return SignalSubscription(signal: signal, id: state.nextID)
        }
    }

    /// Signals that came before are handled before.
    func cancel(_ subscription: SignalSubscription) {
        deliverPending()
        let signal = subscription.signal
        state.withLock { state in
            guard let count = state.subscribers[signal]?.count else { return }
            state.subscribers[signal]?.removeAll { $0.id == subscription.id }
            if count > 0, state.subscribers[signal]?.isEmpty == true, var former = state.replaced.removeValue(forKey: signal) {
                sigaction(signal, &former, nil)
            }
        }
    }

    /// Started once, with the first subscriber.
    private static let thread: Void = {
        var id = pthread_t()
        pthread_create(&id, nil, { _ in SignalRelay.shared.deliver() }, nil)
        pthread_detach(id)
    }()

    private func deliver() -> UnsafeMutableRawPointer? {
        while true {
            var event = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
            guard poll(&event, 1, -1) > 0 else {
                if errno == EINTR { continue }
                return nil
            }
            deliverPending()
        }
    }

    private func deliverPending() {
        delivery.withLock { _ in
            var signals = [UInt8](repeating: 0, count: 64)
            let count = read(reader, &signals, signals.count)
            for signal in signals.prefix(max(count, 0)).map(Int32.init) {
                let subscribers = state.withLock { $0.subscribers[signal] ?? [] }
                for subscriber in Self.audience(of: signal) == .latest ? subscribers.suffix(1) : subscribers[...] { subscriber.handle() }
            }
        }
    }

    /// An interrupt is for what runs innermost; a resize is for all.
    private static func audience(of signal: Int32) -> Audience {
        signal == SIGINT ? .latest : .everyone
    }
}

private func relaySignal(_ signal: Int32) {
    let code = errno
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(relayWriter.load(ordering: .acquiring), &byte, 1)
    errno = code
}
