package import INI

/// Where a deployment comes from.
package enum DeploySource: Sendable {
    /// A file, by its path.
    case file(String)

    /// A text that is at hand, and the name that messages call it by.
    ///
    /// Files it includes are looked up relative to the name's directory when the name is a path.
    case text(String, name: String)

    /// A document that has been read, and the path that names of other files are relative to.
    case document(INIDocument, path: String)

    /// The file's path or the text's name.
    package var name: String {
        switch self {
        case .file(let path): path
        case .text(_, let name): name
        case .document(let document, _): document.file
        }
    }

    /// The absolute path, or the name of what is in no file.
    var path: String {
        switch self {
        case .file(let name): FilePath.absolute(name)
        case .text(_, let name), .document(_, let name): name.contains("/") ? FilePath.absolute(name) : name
        }
    }
}
