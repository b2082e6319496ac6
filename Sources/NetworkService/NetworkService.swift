package import APIResources
package import ConfigOptions
package import Extensions
import HTTPApplication
package import Messaging
package import Persistence
package import Policy

/// The network API v2.0: networks, subnets, subnet pools and ports, what extensions add to them, tags and quotas.
package struct NetworkService: APIService {
    package let store: any Store
    package let transport: any Transport
    let api: ResolvedAPI
    let tables: NetworkTables
    let resources: [ResourceController]
    let quotas: QuotaController
    let providers: ServiceProviderController
    package let enforcer: Enforcer

    /// - Parameters:
    ///   - store: where everything is kept; its schema must have been migrated to ``schema`` before the first request.
    ///   - config: the configuration of the project `neutron` at this moment.
    /// - Throws: ``ExtensionError``, which only a mistake in the declarations can cause.
    package init(store: any Store, transport: any Transport, config: @escaping @Sendable () -> ConfigSnapshot) throws {
        try self.init(store: store, transport: transport, config: config) { UInt128.random(in: $0) }
    }

    /// - Parameter choose: chooses among the free addresses.
    init(
        store: any Store, transport: any Transport, config: @escaping @Sendable () -> ConfigSnapshot,
        choose: @escaping @Sendable (Range<UInt128>) -> UInt128
    ) throws {
        self.store = store
        self.transport = transport
        api = try ResolvedAPI(core: [.network, .subnet, .subnetPool, .port], extensions: NetworkExtensions.all)
        guard let tables = NetworkTables(api.definitions) else {
            throw ExtensionError.unknownCollection("networks", by: "core")
        }
        self.tables = tables
        enforcer = Enforcer(RuleTable.network, config: config)
        let policy = AccessPolicy(enforcer: enforcer)
        let book = QuotaBook(api.definitions, config: config)
        let addresses = AddressAllocator(tables: tables, choose: choose)
        let ports = PortBehavior(tables: tables, addresses: addresses, config: config)
        let service = ServicePorts(ports: ports)
        let behaviors: [any ResourceBehavior] = [
            NetworkBehavior(tables: tables, segmentTypes: SegmentTypesCache(config)),
            SubnetBehavior(tables: tables, addresses: addresses, config: config), SubnetPoolBehavior(tables: tables), ports,
            AddressScopeBehavior(tables: tables), SecurityGroupBehavior(tables: tables), SecurityGroupRuleBehavior(tables: tables),
            RouterBehavior(tables: tables, ports: RouterPorts(tables: tables, service: service), config: config),
            FloatingIPBehavior(tables: tables, service: service), MeteringLabelBehavior(tables: tables),
            MeteringLabelRuleBehavior(tables: tables),
        ]
        resources = behaviors.map { ResourceController($0, store: store, quotas: book, policy: policy, config: config) }
        quotas = QuotaController(book: book, store: store, policy: policy)
        providers = ServiceProviderController(policy: policy, config: config)
    }

    package var project: String { "neutron" }

    package var schema: Schema {
        Schema(
            tables: definitions.map(\.table) + [
                SegmentAllocator.table, AddressAllocator.table, TagFilters.table, QuotaBook.table, FreePrefixes.table,
                StoredDocuments.table, SecurityGroupBook.table,
            ])
    }

    package var definitions: [ResourceDefinition] { api.definitions }

    package var extensions: [Extension] { api.extensions }

    package var enforcers: [Enforcer] { [enforcer] }

    package var workers: [WorkerDescription] {
        [
            WorkerDescription(
                service: "neutron-rpc", topic: "q-plugin", endpoints: PluginEndpoint(tables: tables, store: store).endpoints,
                countOption: "rpc_workers"),
            WorkerDescription(
                service: "neutron-reports", topic: "q-reports-plugin", endpoints: [PluginEndpoint.state],
                countOption: "rpc_state_report_workers"),
        ]
    }

    /// Everything a request makes is made in its own transaction: nothing has to be resumed. What earlier versions wrote is brought up.
    package func prepare() async throws { try await StoredDocuments(tables: tables).bringUp(in: store) }
}
