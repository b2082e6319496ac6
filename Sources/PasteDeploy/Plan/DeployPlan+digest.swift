extension DeployPlan {
    /// 16 hexadecimal digits that stand for everything effective in the plan.
    ///
    /// Equal for two plans that behave the same: it covers the tree, names, native factories and all options, but neither the way a
    /// factory is spelt nor where the file is. The same in every run.
    package var digest: String {
        var hash = StableHash()
        Self.combine(root, into: &hash)
        let digits = String(hash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func combine(_ node: PlanNode, into hash: inout StableHash) {
        switch node {
        case .application(let factory):
            hash.combine("app")
            combine(factory, into: &hash)
        case .pipeline(let pipeline):
            hash.combine("pipeline")
            hash.combine(pipeline.strategy ?? "")
            hash.combine(String(pipeline.filters.count))
            for filter in pipeline.filters { combine(filter, into: &hash) }
            combine(pipeline.application, into: &hash)
        case .urlmap(let map):
            hash.combine("urlmap")
            hash.combine(String(map.entries.count))
            // The longest path is tried first wherever it stands, so the order says nothing.
            for (key, node) in map.entries.map({ ($0.key.description, $0.node) }).sorted(by: { $0.0 < $1.0 }) {
                hash.combine(key)
                combine(node, into: &hash)
            }
            if let notFound = map.notFound { combine(notFound, into: &hash) }
        }
    }

    private static func combine(_ factory: PlannedFactory, into hash: inout StableHash) {
        hash.combine(factory.name)
        hash.combine(factory.key)
        let local = factory.arguments.localConf.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
        // Where the file is says nothing about what it does.
        let global = factory.arguments.globalConf.filter { $0.key != "here" && $0.key != "__file__" }.sorted { $0.key < $1.key }
        for (key, value) in local + global.map({ ($0.key, $0.value) }) {
            hash.combine(key)
            hash.combine(value)
        }
        hash.combine(String(local.count))
    }
}

/// The 64-bit FNV-1a hash of a sequence of texts.
private struct StableHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ text: String) {
        for byte in text.utf8 { combine(byte) }
        // A byte that UTF-8 never contains keeps ("ab", "c") apart from ("a", "bc").
        combine(0xff)
    }

    private mutating func combine(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}
