package import Messaging

/// An RPC worker of the service, described for who runs it.
package struct VolumeWorker: Sendable {
    /// The program that does this work upstream: `cinder-volume`.
    package var binary: String
    /// The service's host as `os-services` shows it: `HOST`, or `HOST@BACKEND`.
    package var host: String
    package var topic: String
    package var endpoints: [RPCEndpoint]

    package var target: Target { Target(topic: topic, server: host) }
}
