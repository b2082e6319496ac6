package import HTTPApplication
package import JSONCodec
package import Logging

/// One point of an osprofiler trace.
package struct ProfilerEvent: Sendable {
    /// `wsgi-start` or `wsgi-stop`.
    package var name: String
    package var baseID: String
    package var parentID: String
    package var traceID: String
    package var timestamp: Timestamp
    package var info: JSONObject
}

/// Where the points of traces go.
package protocol ProfilerSink: Sendable {
    /// Takes an event; it is called on the event loop of the request and must not block.
    func record(_ event: ProfilerEvent)
}

/// Writes the points of traces to the log, at level info.
package struct LoggingProfilerSink: ProfilerSink {
    private let logger: Logger

    package init(logger: Logger) { self.logger = logger }

    package func record(_ event: ProfilerEvent) {
        logger.info(
            "\(event.name)",
            metadata: [
                "base_id": .string(event.baseID), "parent_id": .string(event.parentID), "trace_id": .string(event.traceID),
                "timestamp": .string(event.timestamp.fractional), "info": .string(JSONValue.object(event.info).description),
            ])
    }
}
