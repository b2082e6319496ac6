import CommandLanguage

extension ValueKind {
    /// The kinds that only a running instance can complete, by the names that the control socket uses.
    private static let live: [(name: String, kind: ValueKind)] = [
        ("app", .app), ("revision", .revision), ("label", .label), ("filter", .filter), ("strategy", .strategy), ("extension", .extension),
        ("resource", .resource), ("path", .path), ("worker", .worker), ("service", .service), ("topic", .topic), ("rpc-method", .rpcMethod),
        ("project", .project), ("option-group", .optionGroup), ("option", .optionName), ("header", .header),
        ("rule", .policyRule),
    ]

    /// The name of a kind of live objects; `nil` for every other kind.
    var liveName: String? { Self.live.first { $0.kind == self }?.name }

    init?(liveName: String) {
        guard let kind = Self.live.first(where: { $0.name == liveName })?.kind else { return nil }
        self = kind
    }
}
