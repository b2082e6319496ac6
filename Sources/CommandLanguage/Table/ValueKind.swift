/// What a parameter's value is: decides its validation, its completion and how the manual names it.
package enum ValueKind: Sendable, Hashable {
    case string
    /// A whole number within the range.
    case integer(ClosedRange<Int>)
    /// A duration: a number of seconds, or a number with `ms`, `s`, `m` or `h`.
    case seconds
    case choice([String])
    case file
    case directory
    /// `FILE` or `FILE#SECTION`.
    case deploymentFile
    case hostAndPort
    case app
    case revision
    /// A name that was given to a revision.
    case label
    case filter
    case strategy
    case `extension`
    case resource
    /// A path of the API, with an optional query.
    case path
    /// An HTTP method.
    case method
    /// `NAME: VALUE`.
    case header
    /// JSON, `@FILE`, or `KEY=VALUE...` (`KEY:=JSON`); takes the assignments that follow it, too.
    case jsonBody
    /// The words of a command.
    case command
    /// A whole command line in one word.
    case commandLine
    /// A configuration project: `neutron`, `cinder`, `keystone`.
    case project
    case optionGroup
    case optionName
    /// The name or id of an RPC worker.
    case worker
    /// A service that RPC workers run: `cinder-volume`.
    case service
    case topic
    case rpcMethod
    /// `KEY=VALUE` or `KEY:=JSON`.
    case assignment
    case user
    /// The name of a rule of access: `create_network:shared`.
    case policyRule
    case variable
    case column
    case regularExpression
    /// A condition on requests. It takes the rest of the line, operators and all, unless it is one quoted word.
    case requestExpression
    /// A state of the things a command lists.
    case state([String])
}
