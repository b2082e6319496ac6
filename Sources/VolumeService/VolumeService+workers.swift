import Logging
package import Messaging

extension VolumeService {
    /// The RPC workers that the service consists of, for the control plane to run.
    package var workers: [VolumeWorker] {
        [
            VolumeWorker(
                binary: "cinder-scheduler", host: hostName, topic: VolumeMessenger.schedulerTopic,
                endpoints: [SchedulerEndpoint(service: self).endpoint]),
            VolumeWorker(
                binary: "cinder-volume", host: backend.host, topic: VolumeMessenger.volumeTopic,
                endpoints: [VolumeEndpoint(service: self).endpoint]),
        ]
    }

    /// Makes the server of a worker and lists it among the services; it is not started.
    ///
    /// - Parameter id: distinguishes it from other servers of the same worker.
    package func makeServer(for worker: VolumeWorker, id: String) -> RPCServer {
        let server = RPCServer(id: id, target: worker.target, endpoints: worker.endpoints, transport: transport) { message, error in
            Self.logger.error("\(message.method) on \(message.target) failed: \(error)")
        }
        attach(server, to: worker)
        return server
    }

    /// Lists a server that was made elsewhere: `os-services` and the scheduler go by its state.
    package func attach(_ server: RPCServer, to worker: VolumeWorker) {
        directory.attach(server, binary: worker.binary, host: worker.host)
    }

    /// Forgets a server that will not start again.
    package func detach(_ server: RPCServer) { directory.detach(server) }
}
