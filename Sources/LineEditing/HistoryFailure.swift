/// Why the history file could not be read or written.
package struct HistoryFailure: Error, Equatable, CustomStringConvertible {
    package var path: String
    package var call: String
    package var code: Int32

    package var description: String {
        "history \(path): \(call): \(SystemError.text(code))"
    }
}
