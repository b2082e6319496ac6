import INI

/// Changes single filters of a deployment by changing its text: what comes out is a deployment file as well, comments and order kept.
package struct DeployEditor {
    /// The line above a section that editing has added: such a section goes when nothing names it any more.
    static let mark = "# Added by an edit of the running pipeline."

    let loader: DeployLoader
    let plan: DeployPlan

    /// - Parameters:
    ///   - plan: the deployment as it is now.
    ///   - readFile: as for `DeployLoader`.
    package init(registry: FactoryRegistry, plan: DeployPlan, readFile: @escaping @Sendable (String) throws -> String) {
        loader = DeployLoader(registry: registry, settings: plan.settings, readFile: readFile)
        self.plan = plan
    }

    var document: INIDocument { plan.document }

    /// The deployment after an edit.
    ///
    /// All pipelines of the plan that have the named filter are changed: those that the auth strategy does not choose stay as they are.
    /// A filter that goes nowhere in particular is put into the pipelines that the auth strategy makes a difference to, the API's own;
    /// where there is no strategy, into the longest one.
    ///
    /// - Throws: `DeployEditError` when a name is not known, an option does not fit, or the pipeline is not such that an edit of the
    ///   text changes what is wanted and nothing else.
    package func plan(after edit: PipelineEdit) throws(DeployEditError) -> DeployPlan {
        let change = try change(for: edit)
        if let mount = edit.mount, let other = change.mounts.first(where: { $0 != normalized(mount) }) {
            throw DeployEditError("the pipeline at `\(mount)` is that of `\(other)`, too", advice: "Without a path both are changed.")
        }
        var edited = document
        edited.apply(change.edits)
        edited.dropUnusedAdditions(mark: Self.mark)
        let result: DeployPlan
        do {
            result = try loader.plan(.document(edited, path: plan.path), section: plan.section)
        } catch {
            throw DeployEditError("the edited deployment cannot be loaded", advice: error.description)
        }
        try verify(result, change)
        return result
    }

    func normalized(_ mount: String) -> String {
        var mount = mount
        while mount.count > 1, mount.hasSuffix("/") { mount.removeLast() }
        return mount
    }

    /// What an edit comes to.
    struct Change {
        var edits: [LineEdit] = []

        /// The mounts whose requests take another way afterwards.
        var mounts: [String] = []

        /// The filter that comes in.
        var added: ResolvedFilter?
    }

    /// Makes sure that the edited text means what was wanted: other ways through the deployment than those that were to change are the same.
    private func verify(_ result: DeployPlan, _ change: Change) throws(DeployEditError) {
        let before = plan.paths
        let after = result.paths
        guard before.map(\.mount) == after.map(\.mount) else { throw failure("the mounts would change") }
        for (old, new) in zip(before, after) {
            let isSame = old.filterNames == new.filterNames
            guard change.mounts.contains(old.mount) != isSame else {
                throw failure(isSame ? "`\(old.mount)` would stay as it is" : "`\(old.mount)` would change, too")
            }
            guard let added = change.added, change.mounts.contains(old.mount) else { continue }
            guard let filter = new.filters.first(where: { $0.name == added.name }) else { throw failure("`\(added.name)` would be lost") }
            for option in added.options where filter.arguments.string(option.key) != option.value {
                throw DeployEditError(
                    "option `\(option.key)` cannot have the value `\(option.value)` in this deployment",
                    advice: document.entry(option.key, in: "DEFAULT") == nil ? nil : "[DEFAULT] has an option of that name, which hides it."
                )
            }
        }
    }

    private func failure(_ reason: String) -> DeployEditError {
        DeployEditError("the text of this deployment cannot be edited so: \(reason)", advice: "Edit the file, and load it.")
    }
}

extension INIDocument {
    /// Takes out the sections that editing has added and that nothing names any more.
    mutating func dropUnusedAdditions(mark: String) {
        while text.contains(mark) {
            var named: Set<String> = []
            for section in sections { for entry in section.entries { named.formUnion(entry.words.map(\.text)) } }
            let unused = sections.filter { section in
                guard line(section.position.line - 1) == mark, let (kind, name) = SectionKind.split(section.name) else { return false }
                return kind == .filter && !named.contains(name)
            }
            guard !unused.isEmpty else { return }
            apply(unused.map { removing($0, comment: mark) })
        }
    }
}
