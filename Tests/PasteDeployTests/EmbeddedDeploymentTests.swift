import PasteDeploy
import Testing

@Suite struct `The embedded deployments` {
    @Test func `load`() throws {
        let registry = FactoryRegistry.withEveryHistoricalName()
        let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: "noauth"), readFile: { _ in "" })
        let neutron = try loader.plan(.text(EmbeddedDeployments.neutron, name: "neutron"), section: "neutron")
        #expect(neutron.paths.map(\.mount) == ["/", "/healthcheck", "/v2.0"])
        #expect(neutron.warnings.isEmpty)
        let cinder = try loader.plan(.text(EmbeddedDeployments.cinder, name: "cinder"), section: "osapi_volume")
        #expect(cinder.paths.map(\.mount) == ["/", "/healthcheck", "/v3"])
        #expect(cinder.warnings.isEmpty)
    }
}
