import HTTPApplication
import Logging
package import Messaging
import Persistence

extension VolumeService {
    /// Puts a volume in the error state that its operation leads to, and keeps the reason: in the row, in a user message, in the log.
    ///
    /// A volume that is in no operation, or is gone, stays as it is.
    package func fail(_ id: String, _ event: VolumeEvent, reason: String, context: RPCContext) async {
        Self.logger.error("\(event.summary): \(id): \(reason)", metadata: ["request_id": "\(context.requestID ?? "-")"])
        let settings = settings
        do {
            try await store.write { transaction in
                guard var record = try VolumeTable.find(id, in: transaction) else { return }
                let status = record.status
                switch VolumeStatus(rawValue: status) {
                case .creating: record.status = VolumeStatus.error.rawValue
                case .deleting: record.status = VolumeStatus.errorDeleting.rawValue
                case .extending:
                    record.status = VolumeStatus.errorExtending.rawValue
                    if let size = record.newSize { try QuotaLedger(settings).cancelGrowth(of: record, to: size, in: transaction) }
                    record.newSize = nil
                default: return
                }
                record.reason = reason
                guard try VolumeTable.update(record, expecting: status, in: transaction) else { return }
                try MessageTable.insert(event, reason: reason, about: record, requestID: context.requestID, settings, in: transaction)
            }
        } catch {
            Self.logger.error("The error state of volume \(id) could not be stored: \(error)")
        }
    }
}
