extension DeployPlan {
    /// What changes when `new` takes the place of `old`: mount by mount, and in each from the outermost filter inwards.
    ///
    /// Empty when the two behave the same.
    package static func diff(_ old: DeployPlan, _ new: DeployPlan) -> [PlanChange] {
        let oldPaths = old.paths
        let newPaths = new.paths
        var changes: [PlanChange] = []
        for path in oldPaths where !newPaths.contains(where: { $0.mount == path.mount }) {
            changes.append(PlanChange(.mountRemoved, mount: path.mount, old: summary(path)))
        }
        for path in newPaths {
            if let before = oldPaths.first(where: { $0.mount == path.mount }) {
                changes += differences(before, path)
            } else {
                changes.append(PlanChange(.mountAdded, mount: path.mount, new: summary(path)))
            }
        }
        return changes
    }

    private static func summary(_ path: PlanPath) -> String {
        (path.filterNames + [path.applicationName]).joined(separator: " ")
    }

    private static func differences(_ old: PlanPath, _ new: PlanPath) -> [PlanChange] {
        let mount = new.mount
        var changes: [PlanChange] = []
        if old.strategy != new.strategy {
            changes.append(PlanChange(.strategyChanged, mount: mount, old: old.strategy, new: new.strategy))
        }
        let kept = longestCommonSubsequence(old.filterNames, new.filterNames)
        var unmatchedOld = old.filters.indices.filter { index in !kept.contains { $0.old == index } }
        for index in new.filters.indices where !kept.contains(where: { $0.new == index }) {
            let filter = new.filters[index]
            let place = index > 0 ? "after \(new.filters[index - 1].name)" : "outermost"
            if let moved = unmatchedOld.firstIndex(where: { old.filters[$0].name == filter.name }) {
                let before = unmatchedOld.remove(at: moved)
                let oldPlace = before > 0 ? "after \(old.filters[before - 1].name)" : "outermost"
                changes.append(PlanChange(.filterMoved, mount: mount, subject: filter.name, old: oldPlace, new: place))
                changes += differences(old.filters[before], filter, mount: mount)
            } else {
                changes.append(PlanChange(.filterAdded, mount: mount, subject: filter.name, new: place))
            }
        }
        for index in unmatchedOld {
            let place = index > 0 ? "after \(old.filters[index - 1].name)" : "outermost"
            changes.append(PlanChange(.filterRemoved, mount: mount, subject: old.filters[index].name, old: place))
        }
        for (before, after) in kept { changes += differences(old.filters[before], new.filters[after], mount: mount) }
        if old.applicationName != new.applicationName {
            changes.append(PlanChange(.applicationChanged, mount: mount, old: old.applicationName, new: new.applicationName))
        } else {
            changes += differences(old.application, new.application, mount: mount)
        }
        return changes
    }

    private static func differences(_ old: PlannedFactory, _ new: PlannedFactory, mount: String) -> [PlanChange] {
        var changes: [PlanChange] = []
        if old.key != new.key {
            changes.append(
                PlanChange(
                    .factoryChanged, mount: mount, subject: new.name, old: old.arguments.factoryName, new: new.arguments.factoryName))
        }
        let before = effectiveOptions(old)
        let after = effectiveOptions(new)
        for key in Set(before.keys).union(after.keys).sorted() where before[key] != after[key] {
            let isSecret = old.isSecret(key) || new.isSecret(key)
            changes.append(
                PlanChange(
                    .optionChanged, mount: mount, subject: new.name, option: key, old: before[key].map { isSecret ? "****" : $0 },
                    new: after[key].map { isSecret ? "****" : $0 }))
        }
        return changes
    }

    /// Everything a factory can see, except where its file is; options of the section hide global ones.
    private static func effectiveOptions(_ factory: PlannedFactory) -> [String: String] {
        var options = factory.arguments.globalConf
        options["here"] = nil
        options["__file__"] = nil
        for option in factory.arguments.localConf { options[option.key] = option.value }
        return options
    }

    private static func longestCommonSubsequence(_ a: [String], _ b: [String]) -> [(old: Int, new: Int)] {
        var lengths = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in a.indices.reversed() {
            for j in b.indices.reversed() {
                lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
            }
        }
        var result: [(old: Int, new: Int)] = []
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] {
                result.append((i, j))
                (i, j) = (i + 1, j + 1)
            } else if lengths[i + 1][j] >= lengths[i][j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return result
    }
}
