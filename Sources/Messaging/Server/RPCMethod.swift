package import JSONCodec

/// A method that can be called from outside: declared, with its arguments, so that nothing else can be reached.
package struct RPCMethod: Sendable {
    /// How callers use it. A server answers both ways; this is what lists and `rpc call` go by.
    package enum Kind: String, Sendable, Hashable {
        case call, cast
    }

    package var name: String
    package var kind: Kind
    package var arguments: [RPCArgument]
    package var handler: @Sendable (RPCRequest) async throws -> JSONValue

    package init(
        _ name: String, _ kind: Kind = .call, arguments: [RPCArgument] = [],
        handler: @escaping @Sendable (RPCRequest) async throws -> JSONValue
    ) {
        self.name = name
        self.kind = kind
        self.arguments = arguments
        self.handler = handler
    }

    /// Checks that `given` are the declared arguments.
    ///
    /// - Throws: ``MessagingError/badArguments(method:problems:)`` with all that is wrong.
    package func check(_ given: JSONObject) throws {
        var problems: [String] = []
        for argument in arguments {
            switch given[argument.name] {
            case nil: if argument.isRequired { problems.append("\(argument.name) is missing") }
            case .null? where !argument.isRequired: break
            case let value?:
                if !argument.kind.accepts(value) { problems.append("\(argument.name) must be of type \(argument.kind.rawValue)") }
            }
        }
        for member in given where !arguments.contains(where: { $0.name == member.key }) { problems.append("\(member.key) is unknown") }
        if !problems.isEmpty { throw MessagingError.badArguments(method: name, problems: problems) }
    }
}
