/// A change to some lines of a document: what stands in their place.
///
/// Edits are made of one state of a document and applied together, so that the document is read again only once.
package struct LineEdit: Sendable, Hashable {
    /// The lines that go, counted from 0; an empty range is a place between two lines.
    let range: Range<Int>

    /// What comes instead, without terminators.
    let lines: [String]
}
