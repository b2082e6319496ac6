package import NIOHTTP1

/// Headers that a filter adds to many requests, and most of these nobody reads.
package protocol AddedHeaders: AnyObject, Sendable {
    func add(to headers: inout HTTPHeaders)
}
