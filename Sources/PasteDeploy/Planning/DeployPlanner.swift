import INI

/// Follows a deployment from a name to a plan, collecting every mistake on the way.
///
/// One planner is used for one plan or one check, by one task.
final class DeployPlanner {
    /// A name that something refers to.
    struct Reference {
        let name: String
        let position: SourcePosition
    }

    let registry: FactoryRegistry
    let settings: DeploySettings
    let readFile: (String) throws -> String

    /// Whether the parts are planned that the settings do not choose: all strategies, all versions.
    let coversEverything: Bool

    private(set) var errors: [SourceError] = []
    private(set) var warnings: [SourceError] = []
    private var reported: Set<SourceError> = []

    /// What the composites chose from, in the order they were met.
    var strategies: [PlanStrategies] = []

    /// The sections that are being followed, outermost first, to find cycles.
    private var active: [SectionID] = []

    /// The sections that have been followed.
    private(set) var visited: Set<SectionID> = []

    /// Sections can multiply: each use of one is a part of its own.
    private var remainingParts = 5_000

    private var documents: [String: (document: INIDocument, index: SectionIndex)] = [:]

    struct SectionID: Hashable {
        let path: String
        let section: String
    }

    init(registry: FactoryRegistry, settings: DeploySettings, coversEverything: Bool, readFile: @escaping (String) throws -> String) {
        self.registry = registry
        self.settings = settings
        self.coversEverything = coversEverything
        self.readFile = readFile
    }

    // MARK: Messages

    func report(_ message: String, at position: SourcePosition, advice: String? = nil) {
        add(SourceError(message, at: position, sourceLine: line(at: position), advice: advice), to: \.errors)
    }

    func warn(_ message: String, at position: SourcePosition, advice: String? = nil) {
        add(SourceError(message, at: position, sourceLine: line(at: position), advice: advice, severity: .warning), to: \.warnings)
    }

    private func add(_ error: SourceError, to list: ReferenceWritableKeyPath<DeployPlanner, [SourceError]>) {
        if reported.insert(error).inserted { self[keyPath: list].append(error) }
    }

    private func add(_ mistakes: [Interpolation.Mistake]) {
        for mistake in mistakes { report(mistake.message, at: mistake.position, advice: mistake.advice) }
    }

    func line(at position: SourcePosition) -> String {
        documents.values.first { $0.document.file == position.file }?.document.line(position.line) ?? ""
    }

    // MARK: Files

    /// Opens a deployment.
    ///
    /// - Parameters:
    ///   - outer: what the load is called with.
    ///   - reference: where it is asked for.
    func open(_ source: DeploySource, outer: [String: String], reference: SourcePosition) -> DeployFile? {
        let path = source.path
        if documents[path] == nil {
            do {
                let document =
                    switch source {
                    case .file(let name): INIDocument(parsing: try readFile(path), file: name, dialect: .pasteDeploy)
                    case .text(let text, let name): INIDocument(parsing: text, file: name, dialect: .pasteDeploy)
                    case .document(let document, _): document
                    }
                documents[path] = (document, SectionIndex(document))
                inspect(document)
            } catch {
                report("cannot read `\(source.name)`: \(error)", at: reference)
                return nil
            }
        }
        guard let (document, index) = documents[path] else { return nil }
        let file = DeployFile(path: path, document: document, index: index, outer: outer)
        add(file.mistakes)
        return file
    }

    /// Takes over the mistakes of a file's grammar, and reports what makes it a template.
    private func inspect(_ document: INIDocument) {
        for error in document.errors { add(error, to: \.errors) }
        for entry in document.sections.flatMap(\.entries) {
            for placeholder in Placeholder.all(in: entry.value) {
                report(
                    "the file is a template with unfilled placeholders: `\(placeholder.name)`",
                    at: entry.position(atOffset: placeholder.offset), advice: "Put the value in its place.")
            }
            for (text, position) in entry.valueLines.dropFirst() where text.hasPrefix("[") && text.hasSuffix("]") {
                warn(
                    "this indented line continues the value of `\(entry.key)`; it starts no section", at: position,
                    advice: "Remove the blanks at the start of the line.")
            }
        }
    }

    // MARK: Bookkeeping

    /// Runs `body` with the section marked as being followed, unless it is already.
    func following<Result>(_ section: INISection, of file: DeployFile, from reference: SourcePosition, _ body: () -> Result?) -> Result? {
        let id = SectionID(path: file.path, section: section.name)
        if let start = active.firstIndex(of: id) {
            let chain = (active[start...].map(\.section) + [section.name]).map { "[\($0)]" }.joined(separator: " -> ")
            report("this leads back to where it comes from: \(chain)", at: reference)
            return nil
        }
        guard active.count < 50 else {
            report("sections are nested more than 50 deep here", at: reference)
            return nil
        }
        guard remainingParts > 0 else {
            report("the deployment has more than 5000 parts", at: reference)
            return nil
        }
        remainingParts -= 1
        visited.insert(id)
        active.append(id)
        defer { active.removeLast() }
        return body()
    }

    /// The value of an entry as its section means it, and whether all of its references could be replaced.
    func expand(_ entry: INIEntry, _ interpolation: Interpolation) -> (value: String, isComplete: Bool) {
        let expanded = interpolation.expand(entry)
        add(expanded.mistakes)
        return (expanded.value, expanded.mistakes.isEmpty)
    }
}
