/// What the writer's thread has to do next.
enum WriteTask: Sendable {
    /// A body that may share its commit with others.
    case grouped(any WriteJob)
    /// Work that needs the connection for itself, outside any transaction: a migration, a backup.
    case exclusive(@Sendable (SQLiteConnection) -> Void)
}
