import CommandLanguage
import ControlPlane

extension CommandHandlers {
    static let transactionHandlers: [String: Handler] = [
        "transaction begin": { handlers, _ in
            try await handlers.plane.beginTransaction(by: handlers.caller)
            return .text("a transaction is open: what is switched, loaded and set from now on waits for transaction commit\n")
        },
        "transaction commit": { handlers, invocation in
            let report = try await handlers.plane.commitTransaction(by: handlers.caller, conditions: try conditions(invocation))
            let isEmpty = report.changes.isEmpty && report.loadedApps.isEmpty && report.options.isEmpty
            return isEmpty ? .text("the transaction was empty\n") : text(report)
        },
        "transaction abort": { handlers, _ in
            try await handlers.plane.abortTransaction(by: handlers.caller)
            return .text("the transaction is aborted: nothing of it has changed anything\n")
        },
    ]
}
