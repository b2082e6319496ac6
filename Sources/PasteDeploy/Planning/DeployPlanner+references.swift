import HTTPApplication
import INI

extension DeployPlanner {
    /// Plans the app that a name refers to, or reports why it cannot be.
    func application(_ reference: Reference, in file: DeployFile, globalConf: [String: String]?) -> PlanNode? {
        resolve(.application, reference, in: file, globalConf: globalConf) { self.node($0) }
    }

    /// Plans the filter that a name refers to: more than one when it is wrapped by `filter-with`.
    func filters(_ reference: Reference, in file: DeployFile, globalConf: [String: String]?) -> [PlannedFactory]? {
        resolve(.filter, reference, in: file, globalConf: globalConf) { self.plannedFilters($0, reference) }
    }

    /// Follows a name to its section, or to a factory without one, and hands the result on.
    func resolve<Result>(
        _ object: DeployObject, _ reference: Reference, in file: DeployFile, globalConf: [String: String]?,
        then body: (SectionContext) -> Result?
    ) -> Result? {
        guard let scheme = FactoryName.scheme(reference.name) else {
            guard let section = section(object, reference, in: file) else { return nil }
            return following(section, of: file, from: reference.position) {
                context(object, section, of: file, passed: globalConf).flatMap(body)
            }
        }
        let rest = String(reference.name.dropFirst(scheme.count + 1))
        switch scheme.lowercased() {
        case "config":
            guard let (included, name) = included(rest, reference, from: file, globalConf: globalConf ?? [:]) else { return nil }
            return resolve(
                object, Reference(name: name, position: reference.position), in: included, globalConf: globalConf, then: body)
        case "egg", "call":
            if scheme.lowercased() == "call", !rest.contains(":") {
                report(
                    "`\(reference.name)` is not in the form `call:module:object`", at: reference.position,
                    advice: "The module and what to call in it are separated by a colon.")
                return nil
            }
            let isEgg = scheme.lowercased() == "egg"
            let context = SectionContext(
                name: reference.name, sectionName: reference.name, position: reference.position,
                globalConf: globalConf ?? file.globalConf, localConf: [], file: file,
                shape: .factory(name: isEgg ? reference.name : rest, kind: nil, position: reference.position))
            return body(context)
        default:
            report(
                "unknown scheme `\(scheme):`", at: reference.position,
                advice: Spelling.advice(for: scheme, in: ["egg", "call", "config"])
                    ?? "There are `egg:`, `call:` and `config:`; anything else is the name of a section.")
            return nil
        }
    }

    /// Opens the file of a `config:` reference.
    private func included(
        _ rest: String, _ reference: Reference, from file: DeployFile, globalConf: [String: String]
    ) -> (file: DeployFile, name: String)? {
        let parts = rest.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
        let name = parts.count > 1 && !parts[1].isEmpty ? parts[1] : "main"
        var path = PercentEncoding.decode(parts.first ?? "")
        guard !path.isEmpty else {
            report("`config:` names no file", at: reference.position)
            return nil
        }
        while path.hasPrefix("//") { path.removeFirst() }
        if !path.hasPrefix("/") {
            let directory = FilePath.directory(of: file.path)
            guard !directory.isEmpty else {
                report(
                    "cannot tell where `\(path)` is: `\(file.path)` is not a file on disk", at: reference.position,
                    advice: "Give the whole path.")
                return nil
            }
            path = FilePath.absolute(directory + "/" + path)
        }
        return open(.file(path), outer: globalConf, reference: reference.position).map { ($0, name) }
    }

    /// The one section of that object and name.
    private func section(_ object: DeployObject, _ reference: Reference, in file: DeployFile) -> INISection? {
        let found = file.sections(object, named: reference.name)
        guard let section = found.first else {
            reportMissing(object, reference, in: file)
            return nil
        }
        guard found.count == 1 else {
            let names = found.map { "[\($0.name)] (line \($0.position.line))" }.joined(separator: ", ")
            report("`\(reference.name)` is ambiguous: it can be \(names)", at: reference.position)
            return nil
        }
        return section
    }

    private func reportMissing(_ object: DeployObject, _ reference: Reference, in file: DeployFile) {
        let other: DeployObject = object == .application ? .filter : .application
        if let section = file.sections(other, named: reference.name).first {
            let rule =
                object == .application
                ? "an app is wanted here; a pipeline ends with its app"
                : "a filter is wanted here; an app can only be the last of a pipeline"
            report("`\(reference.name)` is [\(section.name)], and \(rule)", at: reference.position)
            return
        }
        let names = file.names(object)
        let advice =
            Spelling.advice(for: reference.name, in: names)
            ?? (names.isEmpty ? "The file has no \(object.rawValue) at all." : "There are: \(names.joined(separator: ", ")).")
        let place = file.document.file == reference.position.file ? "" : " in \(file.document.file)"
        report("there is no \(object.rawValue) `\(reference.name)`\(place)", at: reference.position, advice: advice)
    }
}
