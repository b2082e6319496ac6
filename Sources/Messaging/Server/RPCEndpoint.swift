/// A versioned group of methods under one namespace.
package struct RPCEndpoint: Sendable {
    /// `nil` is the default namespace.
    package var namespace: String?
    package var version: RPCVersion
    package var methods: [RPCMethod]

    package init(namespace: String? = nil, version: RPCVersion, methods: [RPCMethod]) {
        self.namespace = namespace
        self.version = version
        self.methods = methods
    }
}
