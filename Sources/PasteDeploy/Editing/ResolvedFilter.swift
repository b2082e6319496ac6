import INI

/// The filter of an edit, with its place in the deployment file.
struct ResolvedFilter {
    /// The name by which pipelines refer to it.
    let name: String

    /// Which factory it is: the `key` of its row in the registry.
    let key: String

    /// The options that the edit gives it.
    let options: [PipelineEdit.FilterChoice.Option]

    /// The section that has to be added for it; nil when it is there.
    let section: LineEdit?
}
