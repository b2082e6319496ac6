/// A role assignment as a list shows it: as it was given, or one that follows from such.
struct FoundAssignment: Sendable, Hashable {
    /// What holds: in an effective list the user, the scope and the role that it works out to.
    var record: AssignmentRecord
    /// Where it was given, when that is somewhere else.
    var givenScope: RoleScope?
    /// The group through which the user has it.
    var groupID: String?
    /// The role that implies it directly, when that is what it follows from.
    var priorRoleID: String?
    /// The role that was given, when it is another.
    var givenRoleID: String?

    init(_ record: AssignmentRecord) { self.record = record }
}
