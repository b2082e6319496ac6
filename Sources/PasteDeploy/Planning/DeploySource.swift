/// Where a deployment comes from.
package enum DeploySource: Sendable, Hashable {
    /// A file, by its path.
    case file(String)

    /// A text that is at hand, and the name that messages call it by.
    ///
    /// Files it includes are looked up relative to the name's directory when the name is a path.
    case text(String, name: String)

    /// The file's path or the text's name.
    package var name: String {
        switch self {
        case .file(let path): path
        case .text(_, let name): name
        }
    }
}
