/// Why keys of tokens cannot be read, written or used.
package struct TokenKeyError: Error, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}
