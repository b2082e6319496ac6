import HTTPApplication
package import JSONCodec
package import Persistence

/// The statements on `volume_messages`: what went wrong, for users to read.
package enum MessageTable {
    package static let columns =
        "id, project_id, request_id, event_id, user_message, message_level, resource_type, resource_uuid, created_at, guaranteed_until"

    static func insert(
        _ event: VolumeEvent, reason: String, about record: VolumeRecord, requestID: String?, _ settings: VolumeSettings,
        in transaction: any WriteTransaction
    ) throws {
        let now = Timestamp.now().microseconds
        let text = event.summary + ": " + reason
        try transaction.execute(
            "INSERT INTO volume_messages (\(columns)) VALUES (?, ?, ?, ?, ?, 'ERROR', 'VOLUME', ?, ?, ?)",
            [
                .text(UUIDText.make()), .text(record.projectID), SQLValue(requestID), .text(event.identity), .text(text),
                .text(record.id), .integer(now), .integer(now + settings.messageTimeToLive * 1_000_000),
            ])
        try transaction.execute("DELETE FROM volume_messages WHERE guaranteed_until < ?", [.integer(now)])
    }

    /// A message as the API shows it.
    package static func view(_ row: borrowing Row, linkBase: String, bookmarkBase: String) -> JSONValue {
        let id = row.text(0)
        return [
            "id": .string(id), "event_id": .string(row.text(3)), "user_message": .string(row.text(4)),
            "message_level": .string(row.text(5)), "created_at": .string(Timestamp(microseconds: row.int(8)).fractional),
            "guaranteed_until": .string(Timestamp(microseconds: row.int(9)).fractional),
            "request_id": JSONValue(row.optionalText(2)), "resource_type": .string(row.text(6)),
            "resource_uuid": JSONValue(row.optionalText(7)),
            "links": [
                ["rel": "self", "href": .string(linkBase + "/messages/" + id)],
                ["rel": "bookmark", "href": .string(bookmarkBase + "/messages/" + id)],
            ],
        ]
    }
}
