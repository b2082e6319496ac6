package import Logging

/// Makes swift-log write to a ``LogSink``.
package struct SinkLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let sink: LogSink

    package init(label: String, sink: LogSink) {
        self.label = label
        self.sink = sink
    }

    package var logLevel: Logger.Level {
        get { sink.level }
        set {}
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        guard sink.isEnabled(event.level) else { return }
        var text = event.message.description
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
            text += " \(key)=\(value)"
        }
        sink.write(event.level, label, text)
    }
}
