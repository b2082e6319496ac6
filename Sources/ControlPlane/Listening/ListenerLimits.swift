import NIOHTTP1

/// What a listener puts up with from its clients.
package struct ListenerLimits: Sendable {
    /// Time for a whole request head, from its first byte; on a TLS connection for the handshake, too.
    package var headTimeout: Duration = .seconds(30)
    /// Time without a byte while a body is awaited.
    package var bodyTimeout: Duration = .seconds(60)
    /// Time between two requests of one connection.
    package var idleTimeout: Duration = .seconds(900)
    /// Time in which a client that is being answered takes no byte.
    package var writeTimeout: Duration = .seconds(60)
    /// Time that a client is given to close a connection whose last response has been sent, from the last byte that it sent.
    package var lingerTimeout: Duration = .seconds(1)
    /// The same, however much the client still sends.
    package var lingerLimit: Duration = .seconds(30)
    /// Time in which an idle connection of a worker that stops may still bring a request that was under way.
    package var drainGrace: Duration = .milliseconds(100)
    /// Bytes of one body, whatever the pipeline allows.
    package var maximumBodySize = 16 * 1024 * 1024
    /// Bytes of an announced body that are read and thrown away, when the pipeline did not want it, so that the connection can be kept.
    package var maximumDiscardedSize = 64 * 1024
    /// Bytes of the request target, and of the name or value of one header.
    package var maximumHeaderLine = 16 * 1024
    /// Bytes of all headers of one request.
    package var maximumHeaderSize = 64 * 1024
    package var maximumHeaderCount = 128
    /// Whether a connection may carry more than one request.
    package var keepAlive = true

    package init() {}

    /// How often a connection looks at its clock: a limit is kept with this precision.
    var tick: Duration {
        let shortest = min(headTimeout, bodyTimeout, idleTimeout, writeTimeout)
        return max(.milliseconds(1), min(.seconds(1), shortest / 4))
    }

    var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = maximumHeaderLine
        limits.maxHeaderListSize = maximumHeaderSize
        limits.maxHeaderFieldCount = maximumHeaderCount
        return limits
    }
}
