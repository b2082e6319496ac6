/// A change to the filters of a deployment's pipelines.
package struct PipelineEdit: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
        case insert(FilterChoice, Place)
        case remove(String)
        case replace(String, with: FilterChoice)
    }

    /// Where a filter goes.
    package enum Place: Sendable, Hashable {
        /// As far out as it can stand without a warning about the order of the filters.
        case outermost
        case before(String)
        case after(String)
    }

    /// The filter that is meant, and the options it is to have.
    package struct FilterChoice: Sendable, Hashable {
        package struct Option: Sendable, Hashable {
            package let key: String
            package let value: String

            package init(key: String, value: String) {
                self.key = key
                self.value = value
            }
        }

        /// A filter section of the deployment, or a filter factory by its short or by any other name.
        package let name: String

        /// Options besides those of the section.
        package let options: [Option]

        package init(_ name: String, options: [Option] = []) {
            self.name = name
            self.options = options
        }
    }

    package let action: Action

    /// The mount whose pipeline alone is to change; nil for all that are meant.
    package let mount: String?

    package init(_ action: Action, mount: String? = nil) {
        self.action = action
        self.mount = mount
    }
}
