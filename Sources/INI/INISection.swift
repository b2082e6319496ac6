/// One `[section]` of a document, as written: a repeated section is a section of its own.
package struct INISection: Sendable {
    /// The text between the brackets, unchanged.
    package let name: String

    /// The position of the opening bracket.
    package let position: SourcePosition

    /// The position of the first character of the name.
    package let namePosition: SourcePosition

    /// The entries in the order they are written, repeated ones included.
    package internal(set) var entries: [INIEntry] = []

    /// The last entry of that name: the one that counts where repetition is allowed.
    package func entry(_ key: String) -> INIEntry? {
        entries.last { $0.key == key }
    }
}
