extension CommandGroup {
    static let transactions = CommandGroup(
        "transactions", "make several changes visible at once, or none of them",
        details: """
            In a transaction, switches, app loads and changes of options are built, checked and probed at once, but collected: requests see nothing of them \
            before transaction commit makes all of them visible in one exchange. One session at a time has a transaction; meanwhile the others cannot \
            switch, and are told who has it.

            The end of the session aborts its transaction. A batch that ends inside one fails.
            """,
        commands: [
            Command(
                "transaction begin", "Collect changes from now on",
                outcome: .text,
                examples: [
                    .init(
                        "Switch two apps at once.",
                        """
                        transaction begin
                        auth use keystone --app neutron
                        auth use keystone --app osapi_volume
                        transaction commit
                        get /v2.0/networks
                        expect 401
                        auth use noauth
                        """)
                ], seeAlso: ["transaction commit", "transaction abort"]),
            Command(
                "transaction commit", "Make the collected changes visible in one exchange",
                details: """
                    When any of them cannot be made, none is, and the transaction stays open. With --confirm all of them are undone together unless they are \
                    confirmed in time.
                    """,
                Parameter.switching.filter { $0.name != "if-active" }, outcome: .text,
                examples: [
                    .init(
                        "Try a switch of all apps for a minute, and keep it.",
                        """
                        transaction begin
                        auth use keystone
                        transaction commit --confirm 60
                        pipeline confirm
                        auth use noauth
                        """)
                ],
                exitStatuses: [
                    .init(6, "a probe failed and nothing has changed, or the changes were not confirmed by the end of the batch")
                ],
                seeAlso: ["transaction begin", "transaction abort", "pipeline confirm"]),
            Command(
                "transaction abort", "Forget the collected changes", outcome: .text,
                examples: [
                    .init(
                        "Change your mind.",
                        """
                        transaction begin
                        auth use keystone
                        transaction abort
                        get /v2.0/networks
                        expect 200
                        """)
                ], seeAlso: ["transaction begin", "transaction commit"]),
        ])
}
