/// A list's marker names nothing that the caller can see.
package struct UnknownMarker: Error, Sendable, Hashable {
    package var marker: String
}
