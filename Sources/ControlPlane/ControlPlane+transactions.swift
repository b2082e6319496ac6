import ConfigOptions
import HTTPApplication
import Logging

extension ControlPlane {
    /// Who has a transaction open; cheap, for a prompt.
    package nonisolated var transactionHolder: SwapCaller? { swapBoard.transaction }

    /// Begins to collect what the session switches, loads and sets: it becomes visible at once when the transaction is committed, or not at all.
    package func beginTransaction(by caller: SwapCaller) async throws {
        try await inTurn {
            try refuseOthers(caller)
            guard swaps.transaction == nil else { throw ControlError("a transaction is open already", advice: "commit or abort it first") }
            swaps.transaction = OpenTransaction(holder: caller)
            swapBoard.transaction = caller
        }
    }

    /// Publishes everything that the transaction has collected in one exchange.
    ///
    /// - Throws: ``ControlError`` when any part cannot be done; nothing has changed then, and the transaction is still open.
    package func commitTransaction(
        by caller: SwapCaller, conditions: SwitchConditions = SwitchConditions()
    ) async throws -> SwapReport {
        try await inTurn {
            let transaction = try self.transaction(of: caller)
            for change in transaction.changes {
                guard apps.contains(where: { $0 === change.app }) else {
                    throw ControlError("app '\(change.app.name)' is not there any more", advice: "abort the transaction")
                }
                guard change.app.active === change.base?.built else {
                    throw ControlError(
                        "\(change.app.name) runs \(change.app.active?.id ?? "nothing") now, not \(change.base?.record.id ?? "nothing") as it did",
                        advice: "abort the transaction, and switch again")
                }
            }
            let exchange = try self.exchange(for: transaction)
            reach(1)
            let opened = conditions.isDryRun ? [] : try await open(exchange.loads)
            var report: SwapReport
            do {
                report = try await swap(transaction.changes, committing: exchange, conditions, by: caller)
            } catch {
                // Those that got no visitor; what was taken back after the exchange is closed already.
                for app in opened where app.listener != nil { await stop(app, deadline: .now) }
                throw error
            }
            report.loadedApps = transaction.loads.map(\.app.name)
            report.options = transaction.options.map { "\($0.project.rawValue): \($0.group).\($0.name)" }
            if !conditions.isDryRun { endTransaction("\(caller.user) committed a transaction") }
            return report
        }
    }

    /// Forgets what the transaction has collected.
    package func abortTransaction(by caller: SwapCaller) async throws {
        try await inTurn {
            _ = try transaction(of: caller)
            endTransaction("\(caller.user) aborted a transaction")
        }
    }

    func endTransaction(_ what: String) {
        swaps.transaction = nil
        swapBoard.transaction = nil
        logger.info("\(what)")
        notices.post(Notice(.revision, what))
    }

    private func transaction(of caller: SwapCaller) throws -> OpenTransaction {
        try refuseOthers(caller)
        guard let transaction = swaps.transaction else {
            throw ControlError("no transaction is open", advice: "begin one with: transaction begin")
        }
        return transaction
    }

    // MARK: Collecting

    /// What the open transaction makes of an app; `nil` when it leaves it as it is.
    func collected(for app: HostedApp) -> SwapChange? { swaps.transaction?.changes.first { $0.app === app } }

    /// The revision that further changes build on.
    func candidate(of app: HostedApp) -> Revision? { collected(for: app)?.revision ?? app.active }

    func collect(_ changes: [SwapChange]) {
        for change in changes {
            swaps.transaction?.changes.removeAll { $0.app === change.app }
            if change.isEffective { swaps.transaction?.changes.append(change) }
        }
    }

    /// - Returns: `false` when the caller has no transaction open, so that the change is to be made now.
    func collect(_ change: OpenTransaction.OptionChange, by caller: SwapCaller?) -> Bool {
        guard let holder = swaps.transaction?.holder, let caller, holder.session == caller.session else { return false }
        swaps.transaction?.options.append(change)
        return true
    }

    // MARK: Committing

    private func exchange(for transaction: OpenTransaction) throws -> SwapExchange {
        var exchange = SwapExchange(changes: [], loads: transaction.loads)
        for option in transaction.options {
            let current = exchange.configurations.first { $0.project == option.project } ?? configuration[option.project]
            guard let current else { continue }
            let changed: ConfigSnapshot
            do { changed = try current.with(set: option.name, group: option.group, value: option.value) } catch {
                throw ControlError("\(error)")
            }
            exchange.configurations.removeAll { $0.project == option.project }
            exchange.configurations.append(changed)
        }
        exchange.replacedConfigurations = exchange.configurations.compactMap { configuration[$0.project] }
        return exchange
    }

    /// Binds the addresses of apps that begin with the exchange; nobody is accepted there before it.
    private func open(_ loads: [AppLoad]) async throws -> [HostedApp] {
        var opened: [HostedApp] = []
        for load in loads {
            do {
                try await listen(load.app, load.revision)
                opened.append(load.app)
            } catch {
                for app in opened { await stop(app, deadline: .now) }
                throw error
            }
        }
        return opened
    }
}
