extension CommandGroup {
    /// Commands of the group `pipelines` that change single filters.
    static let pipelineEditing: [Command] = [
        Command(
            "pipeline insert", "Put a filter into a running pipeline",
            details: """
                Makes a new revision of what the app runs, with one filter more, and prints its name and what changes. Nothing that runs is touched \
                until the revision is used; --use does so at once, under the same conditions as pipeline use.

                FILTER is a filter section of the app's deployment, or a filter factory: by its short name, such as delay, or by any name that a \
                deployment file may give it. KEY=VALUE sets its options, which are checked against those that it declares; a section keeps its others.

                Every pipeline of the active strategy that has OTHER is changed. Without a place the filter goes into the pipelines that the strategy \
                makes a difference to, as far out as it can stand without a warning of pipeline check: a filter that may fail goes behind the one that \
                catches errors.

                The edit is one of the deployment's text, comments and order kept: save writes it to a file.
                """,
            [
                .argument("app", .app, "The app"), .argument("filter", .filter, "The filter"),
                .argument("place", .choice(["before", "after"]), value: "before|after", optional: true, "On which side of OTHER"),
                .argument("other", .filter, optional: true, "A filter of the pipeline"),
                .argument("options", .assignment, value: "KEY=VALUE", optional: true, variadic: true, "Options of the filter"),
            ] + Parameter.editing, outcome: .record, fields: Command.editFields,
            examples: [
                .init("See where a filter would go.", "pipeline insert neutron sizelimit --dry-run"),
                .init(
                    "Log the heads of requests for a while.",
                    """
                    pipeline insert neutron debug before extensions --use
                    get /v2.0/networks
                    expect 200
                    pipeline remove neutron debug --use
                    """),
            ],
            exitStatuses: [.init(6, "the switch was rolled back")],
            seeAlso: ["pipeline remove", "pipeline replace", "pipeline use", "save"]),
        Command(
            "pipeline remove", "Take a filter out of a running pipeline",
            details: """
                Makes a new revision without the filter, in every pipeline of the active strategy that has it. The section of a filter stays in the \
                deployment's text, unless it was pipeline insert that added it.
                """,
            [.argument("app", .app, "The app"), .argument("filter", .filter, "The filter")] + Parameter.editing, outcome: .record,
            fields: Command.editFields,
            examples: [.init("See what the network API would be without its profiler.", "pipeline remove neutron osprofiler --dry-run")],
            exitStatuses: [.init(6, "the switch was rolled back")], seeAlso: ["pipeline insert", "pipeline use"]),
        Command(
            "pipeline replace", "Exchange a filter of a running pipeline",
            details: "Makes a new revision with NEW in the place of FILTER. NEW and KEY=VALUE are as for pipeline insert.",
            [
                .argument("app", .app, "The app"), .argument("filter", .filter, "The filter that goes"),
                .argument("new", .filter, "The filter that comes"),
                .argument("options", .assignment, value: "KEY=VALUE", optional: true, variadic: true, "Options of the new filter"),
            ] + Parameter.editing, outcome: .record, fields: Command.editFields,
            examples: [
                .init("Let scripts of another site use the API.", "pipeline replace neutron cors cors allowed_origin=https://example.org")
            ],
            exitStatuses: [.init(6, "the switch was rolled back")], seeAlso: ["pipeline insert", "pipeline remove"]),
    ]
}

extension Parameter {
    /// How an edit of a pipeline becomes a revision.
    static let editing: [Parameter] =
        [
            .option("--path", value: "MOUNT", .path, default: "all", "Only the pipeline that is mounted there"),
            .option("--on", value: "REVISION", .revision, default: "the active one", "The revision to change"),
            .option("--name", value: "NAME", .string, default: "the next of r1, r2, ...", "The name of the new revision"),
            .flag("--use", "Switch to the new revision at once"),
        ] + switching
}

extension Command {
    static let editFields: [Field] = revisionFields + [.init("changes", "what differs from the revision that was changed")]
}
