package import HTTPApplication
import INI

extension DeployPlan {
    /// Calls the factories and puts what they make together.
    ///
    /// The order of the calls is Paste's: in a pipeline section the application comes first and then the filters from left to right;
    /// a pipeline factory makes its filters first. A section that is used twice is made twice.
    ///
    /// - Throws: `DeployErrors` with the errors of all factories that failed, each at its section or option.
    package func build() throws(DeployErrors) -> any Application {
        var builder = PlanBuilder()
        let application = builder.application(root)
        guard builder.errors.isEmpty, let application else { throw DeployErrors(builder.errors) }
        return application
    }
}

/// Makes applications of plan nodes, collecting what goes wrong.
private struct PlanBuilder {
    private(set) var errors: [SourceError] = []

    /// Filters around an application: a chain of pipelines is built as a single one.
    private struct Chain {
        var filters: [NamedFilter] = []
        var application: any Application
        var name: String
    }

    mutating func application(_ node: PlanNode) -> (any Application)? {
        guard let chain = chain(node) else { return nil }
        if chain.filters.isEmpty, case .urlmap = node { return chain.application }
        return Pipeline(filters: chain.filters, application: chain.application, applicationName: chain.name)
    }

    private mutating func chain(_ node: PlanNode) -> Chain? {
        switch node {
        case .application(let planned):
            guard case .application(let make) = planned.registration.body else { return nil }
            return attempt(planned, make).map { Chain(application: $0, name: planned.name) }
        case .pipeline(let pipeline):
            var filters: [NamedFilter] = []
            var inner: Chain?
            if pipeline.creation == .applicationFirst { inner = chain(pipeline.application) }
            for planned in pipeline.filters {
                guard case .filter(let make) = planned.registration.body, let filter = attempt(planned, make) else { continue }
                filters.append(NamedFilter(name: planned.name, filter: filter))
            }
            if pipeline.creation == .filtersFirst { inner = chain(pipeline.application) }
            guard var inner else { return nil }
            inner.filters = filters + inner.filters
            return inner
        case .urlmap(let map):
            let entries = map.entries.compactMap { entry in
                application(entry.node).map { URLMap.Entry(key: entry.key, application: $0) }
            }
            let notFound = map.notFound.flatMap { application($0) }
            return Chain(application: URLMap(entries: entries, notFound: notFound), name: map.name)
        }
    }

    private mutating func attempt<Made>(_ planned: PlannedFactory, _ make: (FactoryArguments) throws -> Made) -> Made? {
        let arguments = planned.arguments
        do {
            return try make(arguments)
        } catch let error as SourceError {
            errors.append(error)
        } catch let error as DeployErrors {
            errors += error.errors
        } catch let error as FactoryOptionError {
            let option = arguments.option(error.option)
            errors.append(
                SourceError(
                    "\(error)", at: option?.valuePosition ?? arguments.sectionPosition,
                    sourceLine: option?.sourceLine ?? arguments.sectionLine, advice: error.advice))
        } catch {
            errors.append(
                SourceError("[\(arguments.sectionName)]: \(error)", at: arguments.sectionPosition, sourceLine: arguments.sectionLine))
        }
        return nil
    }
}
