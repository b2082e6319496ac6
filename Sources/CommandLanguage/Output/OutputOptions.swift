/// What the user asked of the output.
package struct OutputOptions: Sendable, Hashable {
    /// `nil`: each kind of value in its natural form.
    package var format: OutputFormat?
    /// The columns to print, in order; empty for all.
    package var columns: [String]
    /// A column, with `:desc` for downwards.
    package var sort: String?
    package var omitsHeaders: Bool
    /// `-i`: the status line and the headers of an answer, too.
    package var includesHead: Bool
    /// `--trace`: what each filter did, too.
    package var showsTrace: Bool
    package var usesColor: Bool
    /// Columns of the terminal, `nil` when there is none: then nothing is cut.
    package var width: Int?

    package init(
        format: OutputFormat? = nil, columns: [String] = [], sort: String? = nil, omitsHeaders: Bool = false, includesHead: Bool = false,
        showsTrace: Bool = false, usesColor: Bool = false, width: Int? = nil
    ) {
        self.format = format
        self.columns = columns
        self.sort = sort
        self.omitsHeaders = omitsHeaders
        self.includesHead = includesHead
        self.showsTrace = showsTrace
        self.usesColor = usesColor
        self.width = width
    }
}
