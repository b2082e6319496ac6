import Persistence

extension SwapLedger {
    static let schema = Schema(tables: [deployments, revisions, swaps, labels, counters])

    /// The texts that kept revisions are built from; several may come from one.
    private static let deployments = Schema.Table(
        "control_deployments", columns: [.init("id", .integer, primaryKey: true), .init("body", .text, nullable: false)])

    private static let revisions = Schema.Table(
        "control_revisions",
        columns: [
            .init("generation", .integer, primaryKey: true), .init("id", .text, nullable: false), .init("app", .text, nullable: false),
            .init("strategy", .text, nullable: false), .init("source", .text, nullable: false), .init("digest", .text, nullable: false),
            .init("created_at", .integer, nullable: false), .init("created_by", .text, nullable: false), .init("comment", .text),
            .init("deployment", .integer),
        ])

    private static let swaps = Schema.Table(
        "control_swaps",
        columns: [
            .init("batch", .integer, nullable: false), .init("app", .text, nullable: false), .init("generation", .integer, nullable: false),
            .init("at", .integer, nullable: false), .init("by_user", .text, nullable: false), .init("comment", .text),
            .init("outcome", .text, nullable: false), .init("configured_digest", .text),
        ],
        primaryKey: ["batch", "app"], indexes: [.init(on: ["generation"])])

    private static let labels = Schema.Table(
        "control_labels", columns: [.init("label", .text, primaryKey: true), .init("generation", .integer, nullable: false)])

    private static let counters = Schema.Table(
        "control_counters", columns: [.init("name", .text, primaryKey: true), .init("value", .integer, nullable: false)])
}
