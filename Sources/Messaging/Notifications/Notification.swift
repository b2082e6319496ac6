import Glibc
package import JSONCodec

/// Something that happened, told to whoever wants to know.
package struct Notification: Sendable, Hashable {
    package enum Priority: String, Sendable, Hashable, CaseIterable {
        case audit = "AUDIT"
        case debug = "DEBUG"
        case info = "INFO"
        case warn = "WARN"
        case error = "ERROR"
        case critical = "CRITICAL"
        case sample = "SAMPLE"
    }

    package var messageID: String
    /// `network.HOST`, `volume.HOST`.
    package var publisherID: String
    /// `port.create.end`.
    package var eventType: String
    package var priority: Priority
    package var payload: JSONValue
    /// `YYYY-MM-DD HH:MM:SS.ffffff`, UTC.
    package var timestamp: String

    package init(
        publisherID: String, eventType: String, priority: Priority, payload: JSONValue, messageID: String = MessageID.makeDashed(),
        timestamp: String = Notification.now()
    ) {
        self.messageID = messageID
        self.publisherID = publisherID
        self.eventType = eventType
        self.priority = priority
        self.payload = payload
        self.timestamp = timestamp
    }

    /// The message as it travels.
    package var message: JSONObject {
        [
            "message_id": .string(messageID), "publisher_id": .string(publisherID), "event_type": .string(eventType),
            "priority": .string(priority.rawValue), "payload": payload, "timestamp": .string(timestamp),
        ]
    }

    /// The current time as notifications carry it.
    package static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var parts = tm()
        gmtime_r(&time.tv_sec, &parts)
        func pad(_ value: Int, _ width: Int = 2) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = [pad(Int(parts.tm_year) + 1900, 4), pad(Int(parts.tm_mon) + 1), pad(Int(parts.tm_mday))].joined(separator: "-")
        let clock = [pad(Int(parts.tm_hour)), pad(Int(parts.tm_min)), pad(Int(parts.tm_sec))].joined(separator: ":")
        return "\(date) \(clock).\(pad(time.tv_nsec / 1000, 6))"
    }
}
