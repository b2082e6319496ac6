package import HTTPApplication

/// What `worker list` tells of one API or RPC worker.
package struct WorkerInformation: Sendable {
    package var id: String
    /// The app or service that it works for.
    package var service: String
    /// The RPC topic; `nil` for an API worker.
    package var topic: String?
    package var pid: Int32
    package var state: String
    package var calls: Int
    package var failures: Int
    package var queueDepth: Int
    package var lastHeartbeat: Timestamp?
}
