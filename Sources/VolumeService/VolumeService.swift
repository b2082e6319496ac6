package import ConfigOptions
import HTTPApplication
import JSONCodec
import Logging
package import Messaging
package import Persistence
package import Policy

/// The block storage service: its APIs, its scheduler and its volumes, over one store and one message transport.
///
/// It is one value for the life of the process; the applications of every revision and the RPC workers share it.
package final class VolumeService: Sendable {
    package let store: any Store
    package let transport: any Transport
    package let enforcer: Enforcer
    /// The host's name in host strings, service lists and RPC targets.
    package let hostName: String
    package let backend: VolumeBackend
    package let directory = ServiceDirectory()
    private let config: @Sendable () -> ConfigSnapshot

    static let logger = Logger(label: "cinder.volume")

    /// - Parameters:
    ///   - stateDirectory: volumes live in its directory `volumes`.
    ///   - config: the configuration of the project `cinder` as it is now.
    package init(
        store: any Store, transport: any Transport, stateDirectory: String, hostName: String,
        config: @escaping @Sendable () -> ConfigSnapshot
    ) {
        self.store = store
        self.transport = transport
        self.hostName = hostName
        self.config = config
        enforcer = Enforcer(RuleTable.volume, config: config)
        backend = VolumeBackend(hostName: hostName, driver: HostFileDriver(directory: stateDirectory + "/volumes"))
    }

    package var settings: VolumeSettings { VolumeSettings(config()) }

    /// Makes the service ready: the default type, the rows of its workers, and what a crash left half done.
    ///
    /// Messages for workers wait until those start.
    package func prepare() async throws {
        let zone = settings.storageZone
        let workers = workers
        try await store.write { transaction in
            if try VolumeTypeTable.find(name: VolumeTypeRecord.defaultName, in: transaction) == nil {
                let record = VolumeTypeRecord(
                    name: VolumeTypeRecord.defaultName, description: "Default Volume Type", isPublic: true, extraSpecs: [:])
                try VolumeTypeTable.insert(record, in: transaction)
            }
            for worker in workers { try ServiceTable.register(worker, zone: zone, in: transaction) }
        }
        try await recover()
    }

    /// Sends the messages of the volume workflow; a message that cannot be sent fails its volume visibly.
    var messenger: VolumeMessenger { VolumeMessenger(service: self) }

    var ledger: QuotaLedger { QuotaLedger(settings) }
}
