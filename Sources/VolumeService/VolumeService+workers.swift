package import Extensions
import JSONCodec
import Logging
package import Messaging

extension VolumeService {
    package var workers: [WorkerDescription] {
        [
            WorkerDescription(
                service: VolumeMessenger.schedulerTopic, topic: VolumeMessenger.schedulerTopic, server: hostName,
                endpoints: [SchedulerEndpoint(service: self).endpoint]),
            WorkerDescription(
                service: VolumeMessenger.volumeTopic, topic: VolumeMessenger.volumeTopic, server: backend.host,
                endpoints: [VolumeEndpoint(service: self).endpoint]),
        ]
    }

    /// Makes the server of a worker and attaches it; it is not started.
    ///
    /// - Parameter id: distinguishes it from other servers of the same worker.
    package func makeServer(for worker: WorkerDescription, id: String) -> RPCServer {
        let target = Target(topic: worker.topic, server: worker.server)
        let server = RPCServer(id: id, target: target, endpoints: worker.endpoints, transport: transport) { message, error in
            Self.logger.error("\(message.method) on \(message.target) failed: \(error)")
        }
        attach(server)
        return server
    }

    /// Lets `os-services` and the scheduler go by the state of a server that runs one of ``workers``.
    ///
    /// Without it, whether a worker lives is found out by asking it, which takes a moment when it does not.
    package func attach(_ server: RPCServer) { directory.attach(server) }

    /// Forgets a server that will not start again.
    package func detach(_ server: RPCServer) { directory.detach(server) }
}

extension RPCMethod {
    /// Answers whoever wants to know whether a server lives: oslo.messaging's ping.
    static let volumePing = RPCMethod(VolumeMessenger.pingMethod, .call) { _ in "pong" }
}
