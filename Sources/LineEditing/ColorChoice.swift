import Glibc

/// The value of `--color`.
package enum ColorChoice: String, Sendable, CaseIterable {
    case auto
    case always
    case never

    /// Whether output to `descriptor` is coloured.
    ///
    /// `always` and `never` are final. Else `NO_COLOR` says no, `CLICOLOR_FORCE` (other than `0`) says yes, and then a terminal that
    /// understands escape sequences decides.
    package func isOn(for descriptor: Int32 = STDOUT_FILENO) -> Bool {
        isOn(isTerminal: Terminal.isInteractive(descriptor), environment: Terminal.environment)
    }

    func isOn(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if environment("NO_COLOR") != nil { return false }
            if let force = environment("CLICOLOR_FORCE"), force != "0" { return true }
            guard let term = environment("TERM"), term != "dumb" else { return false }
            return isTerminal
        }
    }
}
