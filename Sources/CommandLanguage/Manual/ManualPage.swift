/// One page of the manual in mdoc.
package struct ManualPage: Sendable, Hashable {
    package var name: String
    package var section: Int
    package var text: String

    package init(name: String, section: Int, text: String) {
        self.name = name
        self.section = section
        self.text = text
    }

    /// `cloudsh-apps.1`.
    package var fileName: String { "\(name).\(section)" }
}
