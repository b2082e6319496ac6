/// One statement of a script.
package struct Statement: Sendable, Hashable {
    package var kind: Kind
    /// The statement; of a block, its first line.
    package var range: SourceRange
    /// A leading `-`: a failure neither stops the script nor changes its exit status.
    package var ignoresFailure: Bool
    /// The `expect` statements that directly follow this request; they alone judge its answer. Where there are none, 4xx and 5xx are failures.
    package var expectations: [Expectation]

    package indirect enum Kind: Sendable, Hashable {
        /// A command of the table; `set`, `source`, `echo`, `timing` and the like are commands too.
        case command(SimpleCommand)
        case capture(name: String, from: CaptureSource)
        case conditional(branches: [Branch], otherwise: [Statement]?)
        case loop(variable: String, words: [Word], body: [Statement])
        case assertion(Expression, text: String)
        /// An `expect` that follows no request in this script: it judges the last answer of the session.
        case expectation(Expectation)
        /// Runs the command until it succeeds and its expectations hold.
        case waitUntil(Repetition)
        /// Runs the command again and again until it is interrupted.
        case watch(Repetition)
        /// `! PROGRAM`: the rest of the line, given to `sh -c` as it stands.
        case program(String)
    }

    package enum CaptureSource: Sendable, Hashable {
        /// The command's output.
        case command(SimpleCommand)
        /// A part of the last answer's body.
        case path(JSONPath)
        /// What a program writes.
        case program(String)
    }

    /// One `if` or `elif` with its statements.
    package struct Branch: Sendable, Hashable {
        package var condition: Condition
        package var body: [Statement]
        /// The condition's place.
        package var range: SourceRange
    }

    package enum Condition: Sendable, Hashable {
        case expression(Expression)
        /// Holds when the command succeeds; negated, when it fails.
        case command(SimpleCommand, isNegated: Bool)
    }

    /// A command that is run more than once.
    package struct Repetition: Sendable, Hashable {
        package var command: SimpleCommand
        /// Seconds after which waiting is given up (exit 7); `nil` for the session's default, and for `watch`.
        package var timeout: Word?
        /// Seconds between two runs; `nil` for the default.
        package var interval: Word?
    }
}
