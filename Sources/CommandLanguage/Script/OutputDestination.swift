/// Where a command's output goes instead of standard output.
package enum OutputDestination: Sendable, Hashable {
    /// To the standard input of a program, given to `sh -c` as it stands.
    case program(String)
    case file(Word, isAppending: Bool)
}
