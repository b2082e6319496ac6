package import HTTPApplication
import Persistence

/// One service: a row of `volume_services`, with what its servers say about themselves.
package struct ServiceRecord: Sendable {
    package var binary: String
    package var topic: String
    package var host: String
    package var uuid: String
    package var zone: String
    package var isDisabled: Bool
    package var disabledReason: String?
    package var updatedAt: Timestamp
    package var isUp = true

    static let columns = "binary_name, host, uuid, availability_zone, disabled, disabled_reason, updated_at, topic"

    init(_ row: borrowing Row) {
        binary = row.text(0)
        host = row.text(1)
        uuid = row.text(2)
        zone = row.text(3)
        isDisabled = row.bool(4)
        disabledReason = row.optionalText(5)
        updatedAt = Timestamp(microseconds: row.int(6))
        topic = row.text(7)
    }
}
