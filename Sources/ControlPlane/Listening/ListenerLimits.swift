package import NIOCore

/// What a listener puts up with from its clients.
package struct ListenerLimits: Sendable {
    /// Time for a whole request head, from its first byte.
    package var headTimeout: Duration = .seconds(30)
    /// Time without a byte while a body is awaited.
    package var bodyTimeout: Duration = .seconds(60)
    /// Time between two requests of one connection.
    package var idleTimeout: Duration = .seconds(900)
    /// Bytes of one body, whatever the pipeline allows.
    package var maximumBodySize = 16 * 1024 * 1024
    /// How often connections are looked after.
    package var checkInterval: TimeAmount = .seconds(1)
    /// Whether a connection may carry more than one request.
    package var keepAlive = true

    package init() {}
}
