package import JSONCodec

/// A declared argument of an RPC method.
package struct RPCArgument: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case any, string, integer, number, boolean, object, array

        /// Whether `value` is of this kind.
        package func accepts(_ value: JSONValue) -> Bool {
            switch (self, value) {
            case (.any, _), (.string, .string), (.integer, .integer), (.number, .integer), (.number, .number), (.boolean, .bool),
                (.object, .object), (.array, .array):
                true
            default: false
            }
        }
    }

    package var name: String
    package var kind: Kind
    /// One that is not required may also be null.
    package var isRequired: Bool

    package init(_ name: String, _ kind: Kind = .any, required: Bool = true) {
        self.name = name
        self.kind = kind
        isRequired = required
    }
}
