/// How a session treats failures and time.
package struct InterpreterOptions: Sendable {
    /// `-k`: go on after a failure and exit with 1 in the end.
    package var keepsGoing = false
    /// `-q`: print results only.
    package var isQuiet = false
    /// `-v`: print each command before it runs.
    package var isVerbose = false
    /// Seconds that one command, or one `wait-until`, may take; `nil` = no limit for commands, 60 for `wait-until`.
    package var timeout: Double?
    /// Lines are typed by a person: prefixes of commands are accepted, a failure does not end the session.
    package var isInteractive = false

    package init() {}
}
