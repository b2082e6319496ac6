import APIResources
import JSONCodec
import Policy

/// What a caller sees of a resource: which rows, and which attributes of them.
struct ReadPlan: Sendable {
    /// No two plans of a resource that show different things have the same; plans that show the same may.
    var id: Int
    /// What rows must meet to be seen; `nil` when all are.
    var scope: SQLCondition?
    /// What they must meet beside that and SQL cannot say.
    var residue: PolicyCheck?
    /// The attributes that are never shown.
    var hidden: [String] = []
    /// The attributes that are shown where a check holds.
    var conditional: [(name: String, check: PolicyCheck)] = []

    /// Shows everything.
    static let open = ReadPlan(id: 0)

    /// Whether rows have to be looked at one by one to know what of them is shown.
    var asksRows: Bool { residue != nil || !conditional.isEmpty }

    /// Whether what is shown of a row is its stored document, which then needs no parsing.
    func showsWholeDocument(fields: [String]) -> Bool { fields.isEmpty && hidden.isEmpty && !asksRows }

    /// Whether the caller sees a row at all.
    func admits(_ caller: Caller, _ target: PolicyTarget) -> Bool {
        residue.map { caller.rules.holds($0, caller.credentials, target) } ?? true
    }

    /// The attributes that are not shown of one row.
    func hidden(from caller: Caller, in target: PolicyTarget) -> [String] {
        hidden + conditional.filter { !caller.rules.holds($0.check, caller.credentials, target) }.map(\.name)
    }
}
