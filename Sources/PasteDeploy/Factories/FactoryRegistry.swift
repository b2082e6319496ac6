package import HTTPApplication
import INI

/// The native factories that deployment files can name, each under all of its names.
///
/// The composition root fills it. Names are the Python spellings: `module.path:object.attribute` as in
/// `paste.filter_factory = ...` and `call:...`, and `egg:Distribution#entry`. Every factory that is registered by a key is also
/// known as `egg:cloudsh#KEY`.
package struct FactoryRegistry: Sendable {
    package typealias MakeFilter = @Sendable (FactoryArguments) throws -> any Filter
    package typealias MakeApplication = @Sendable (FactoryArguments) throws -> any Application
    /// Plans a composite: asks the loader for the parts, and puts them together. Mistakes are reported to the loader; nil then.
    package typealias PlanComposite = @Sendable (CompositeLoader) -> PlanNode?

    /// What is known about one factory.
    package struct Row: Sendable {
        package let kind: FactoryKind

        /// The key of `HistoricalNames`, or the first name: what stays the same however a file spells the factory.
        package let key: String
        package let names: [String]
        package let summary: String
        package let options: [FactoryOption]

        /// Whether options that are not declared are passed on instead of being refused.
        package let acceptsAnyOption: Bool

        /// Whether it does harm on purpose, for rehearsals: wherever it is in use, that is shown.
        package let isFault: Bool
    }

    enum Body: Sendable {
        case filter(MakeFilter)
        case application(MakeApplication)
        case composite(PlanComposite)
    }

    struct Registration: Sendable {
        let row: Row
        let body: Body
    }

    private var registrations: [Registration] = []
    private var indices: [FactoryKind: [String: Int]] = [:]

    /// A registry that knows the built-in composites: urlmap and the pipeline factories of the services.
    package init() {
        registerBuiltinComposites()
    }

    /// All factories in the order of their registration.
    package var all: [Row] { registrations.map(\.row) }

    /// Registers a filter under names of its own.
    ///
    /// A name that is registered already, for the same kind, from now on means the new factory.
    package mutating func registerFilter(
        _ names: [String], summary: String, options: [FactoryOption] = [], acceptsAnyOption: Bool = false, make: @escaping MakeFilter
    ) {
        register(.filter, key: names.first ?? "", names, summary, options, acceptsAnyOption, .filter(make))
    }

    /// Registers a filter under all the names that history gave it.
    ///
    /// - Parameters:
    ///   - key: a key of `HistoricalNames`, such as `request_id`; a new one names it `egg:cloudsh#KEY` only.
    ///   - isFault: whether it does harm on purpose, for rehearsals.
    package mutating func registerFilter(
        key: String, summary: String, options: [FactoryOption] = [], acceptsAnyOption: Bool = false, isFault: Bool = false,
        make: @escaping MakeFilter
    ) {
        let names = HistoricalNames.names(for: key, kind: .filter)
        register(.filter, key: key, names, summary, options, acceptsAnyOption, isFault: isFault, .filter(make))
    }

    /// Registers an application under names of its own; otherwise like `registerFilter(_:)`.
    package mutating func registerApplication(
        _ names: [String], summary: String, options: [FactoryOption] = [], acceptsAnyOption: Bool = false,
        make: @escaping MakeApplication
    ) {
        register(.application, key: names.first ?? "", names, summary, options, acceptsAnyOption, .application(make))
    }

    /// Registers an application under all the names that history gave it; otherwise like `registerFilter(key:)`.
    package mutating func registerApplication(
        key: String, summary: String, options: [FactoryOption] = [], acceptsAnyOption: Bool = false, make: @escaping MakeApplication
    ) {
        let names = HistoricalNames.names(for: key, kind: .application)
        register(.application, key: key, names, summary, options, acceptsAnyOption, .application(make))
    }

    /// Registers a composite under all the names that history gave it. Its options are its own business.
    package mutating func registerComposite(
        key: String, summary: String, options: [FactoryOption] = [], plan: @escaping PlanComposite
    ) {
        register(.composite, key: key, HistoricalNames.names(for: key, kind: .composite), summary, options, true, .composite(plan))
    }

    private mutating func register(
        _ kind: FactoryKind, key: String, _ names: [String], _ summary: String, _ options: [FactoryOption], _ acceptsAnyOption: Bool,
        isFault: Bool = false, _ body: Body
    ) {
        let row = Row(
            kind: kind, key: key, names: names, summary: summary, options: options, acceptsAnyOption: acceptsAnyOption, isFault: isFault)
        registrations.append(Registration(row: row, body: body))
        for name in names {
            indices[kind, default: [:]][FactoryName.canonical(name)] = registrations.count - 1
        }
    }

    /// The factory of that kind and name, in any spelling of the name.
    func registration(_ kind: FactoryKind, named name: String) -> Registration? {
        // Most files write a name as it is kept.
        guard let index = indices[kind]?[name] ?? indices[kind]?[FactoryName.canonical(name)] else { return nil }
        return registrations[index]
    }

    /// Whether a factory of that kind and name is registered.
    package func contains(_ kind: FactoryKind, named name: String) -> Bool {
        registration(kind, named: name) != nil
    }

    /// The known name nearest to one that is not known, when one is near enough to be meant.
    ///
    /// - Parameter kinds: the kinds of factory that would do.
    package func nearest(to name: String, kinds: [FactoryKind] = FactoryKind.allCases) -> String? {
        let names = registrations.lazy.filter { kinds.contains($0.row.kind) }.flatMap(\.row.names)
        // An `egg:` name is not a misspelt `module:object` or the other way round.
        let isEgg = FactoryName.egg(name) != nil
        return Spelling.nearest(to: name, in: names.filter { (FactoryName.egg($0) != nil) == isEgg })
    }
}
