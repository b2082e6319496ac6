/// Why there can be no line editor.
package enum LineEditorFailure: Error, Equatable, CustomStringConvertible {
    case notATerminal(descriptor: Int32)
    case system(call: String, code: Int32)
    case libedit

    package var description: String {
        switch self {
        case .notATerminal(let descriptor): "descriptor \(descriptor) is not a terminal"
        case .system(let call, let code): "\(call): \(SystemError.text(code))"
        case .libedit: "libedit cannot work on this terminal: check TERM"
        }
    }
}
