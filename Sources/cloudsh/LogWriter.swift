import ControlPlane
import Glibc

/// The thread that writes the log: lines are at most a fifth of a second late, and no request waits for a disk.
final class LogWriter: Sendable {
    private let sink: LogSink

    init(sink: LogSink) { self.sink = sink }

    func start() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let sink = Unmanaged<LogSink>.fromOpaque(context).takeRetainedValue()
                while true {
                    sink.waitForLines()
                    sink.flush()
                }
            }, Unmanaged.passRetained(sink).toOpaque())
        pthread_detach(thread)
    }
}
