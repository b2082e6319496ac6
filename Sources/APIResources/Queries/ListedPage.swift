/// What a list wrote.
package struct ListedPage: Sendable, Hashable {
    package var count = 0
    /// The id of the first resource of the page.
    package var first: String?
    /// The id of the last resource of a page that is as long as its limit allows, or that was read backwards.
    package var last: String?
}
