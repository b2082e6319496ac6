import INI

extension DeployEditor {
    /// The text edits that an edit of pipelines comes to.
    func change(for edit: PipelineEdit) throws(DeployEditError) -> Change {
        var change = Change()
        switch edit.action {
        case .insert(let choice, let place):
            change.added = try resolve(choice)
            try insert(choice, place, edit.mount, into: &change)
        case .remove(let name):
            for target in try targets(having: name, mount: edit.mount) { try apply(.remove, to: target, &change) }
        case .replace(let name, let choice):
            let added = try resolve(choice)
            change.added = added
            for target in try targets(having: name, mount: edit.mount) { try apply(.replace(added.name), to: target, &change) }
        }
        if let section = change.added?.section { change.edits.append(section) }
        return change
    }

    private func insert(
        _ choice: PipelineEdit.FilterChoice, _ place: PipelineEdit.Place, _ mount: String?, into change: inout Change
    ) throws(DeployEditError) {
        guard let added = change.added else { return }
        switch place {
        case .before(let other):
            for target in try targets(having: other, mount: mount) { try apply(.insertBefore(added.name), to: target, &change) }
        case .after(let other):
            for target in try targets(having: other, mount: mount) { try apply(.insertAfter(added.name), to: target, &change) }
        case .outermost:
            for way in try ways(mount: mount) {
                guard let pipeline = way.pipeline else {
                    try wrap(way.application, with: added.name, &change)
                    continue
                }
                let index = FilterOrder.place(forKey: added.key, in: pipeline.filters.map { ($0.name, $0.key) })
                try insert(added.name, at: index, of: pipeline, &change)
            }
        }
    }

    // MARK: Single changes

    private enum WordChange {
        case insertBefore(String)
        case insertAfter(String)
        case remove
        case replace(String)
    }

    /// Changes the list that a filter stands in, or the `filter-with` that puts it there.
    private func apply(_ wordChange: WordChange, to target: Target, _ change: inout Change) throws(DeployEditError) {
        let filter = target.filter
        change.mounts += plan.paths.filter { path in path.filters.contains { $0.reference == filter.reference } }.map(\.mount)
        if let wrapping = document.sections.lazy.flatMap(\.entries).first(where: {
            $0.key == "filter-with" && $0.valuePosition == filter.reference
        }) {
            switch wordChange {
            case .remove: change.edits.append(document.removing(wrapping))
            case .replace(let name): change.edits += [document.replacing(valueOf: wrapping, with: name)].compactMap(\.self)
            case .insertBefore, .insertAfter:
                throw DeployEditError(
                    "`\(filter.name)` stands in no list: `filter-with` in line \(wrapping.lines.lowerBound) puts it there",
                    advice: "Name another filter, or replace this one.")
            }
            return
        }
        let list = try list(of: target.pipeline)
        guard
            let index = list.words.firstIndex(where: { $0.position == filter.reference && $0.text == filter.name })
                ?? list.words.firstIndex(where: { $0.position == filter.reference })
        else {
            throw DeployEditError("`\(filter.name)` stands in no list that can be edited", advice: "Edit the file, and load it.")
        }
        switch wordChange {
        case .insertBefore(let name): change.edits += list.inserting(name, before: index, in: document)
        case .insertAfter(let name): change.edits += list.inserting(name, before: index + 1, in: document)
        case .remove: change.edits += list.removing(index, in: document)
        case .replace(let name): change.edits += list.replacing(index, with: name, in: document)
        }
    }

    /// Inserts before one of a pipeline's filters, or before its app.
    private func insert(_ name: String, at index: Int, of pipeline: PlanPipeline, _ change: inout Change) throws(DeployEditError) {
        change.mounts += plan.paths.filter { path in path.pipelines.contains { Target.isSame($0, pipeline) } }.map(\.mount)
        let list = try list(of: pipeline)
        // A filter that `filter-with` adds goes with the word of the one it wraps.
        let word = pipeline.filters[index...].lazy.compactMap { filter in
            list.words.firstIndex { $0.position == filter.reference && $0.text == filter.name }
        }.first
        change.edits += list.inserting(name, before: word ?? list.words.count - 1, in: document)
    }

    /// Puts a filter before an app that no pipeline leads to.
    private func wrap(_ application: PlannedFactory, with name: String, _ change: inout Change) throws(DeployEditError) {
        let arguments = application.arguments
        change.mounts += plan.paths.filter { $0.application.arguments.sectionName == arguments.sectionName }.map(\.mount)
        guard arguments.sectionPosition.file == document.file,
            let section = document.sections.first(where: { $0.position == arguments.sectionPosition })
        else { throw DeployEditError("`\(application.name)` has no section in \(document.file)", advice: "Edit the file, and load it.") }
        change.edits.append(document.adding("filter-with", value: name, to: section))
    }

    private func list(of pipeline: PlanPipeline) throws(DeployEditError) -> FilterList {
        guard let option = pipeline.list else {
            throw DeployEditError(
                "the filters of `\(pipeline.name)` stand in no list: `filter-with` or `filter-app` puts them there",
                advice: "Edit the file, and load it.")
        }
        guard let entry = document.entry(at: option.position) else {
            throw DeployEditError(
                "the pipeline `\(pipeline.name)` is in \(option.position.file), which this deployment includes",
                advice: "Edit that file, and load the deployment again.")
        }
        return FilterList(words: option.words, option: option.key, entry: entry)
    }
}
