import APIResources
import Persistence

/// What of a table requests of the caller look into, before rules are asked; `nil` for all.
extension Caller {
    private var seesAll: Bool { isAdmin || isService }

    /// What the caller's project has.
    var own: SQLCondition? { seesAll ? nil : SQLCondition("project_id = ?", [.text(projectID)]) }

    /// What the caller's project has, and what others share with all.
    var ownOrShared: SQLCondition? { seesAll ? nil : SQLCondition("(project_id = ? OR shared = 1)", [.text(projectID)]) }
}
