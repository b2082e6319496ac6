/// What a list wrote.
package struct ListedPage: Sendable, Hashable {
    package var count = 0
    /// The id of the first resource of the page.
    package var first: String?
    package var last: String?
}
