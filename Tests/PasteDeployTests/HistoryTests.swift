import HTTPApplication
import INI
import NIOCore
import NIOHTTP1
import PasteDeploy
import Testing

/// One published file.
struct PublishedFile: CustomTestStringConvertible, Sendable {
    let project: String
    let release: String
    let sections: [String: [String: String]]

    var testDescription: String { "\(project) \(release)" }

    var isTemplate: Bool { sections.values.contains { $0.values.contains { $0.contains("%SERVICE_") } } }

    var apps: [String] {
        switch project {
        case "neutron": [sections["composite:neutron"] == nil ? "quantum" : "neutron"]
        case "cinder": ["osapi_volume"]
        default: ["main", "admin"]
        }
    }

    static let all: [PublishedFile] =
        ((try? Shared.history()) ?? [:]).sorted { $0.key < $1.key }.flatMap { project, releases in
            releases.sorted { $0.key < $1.key }.map { PublishedFile(project: project, release: $0.key, sections: $0.value) }
        }
}

@Suite struct `Every published deployment file` {
    @Test func `is there to be tested`() {
        #expect(PublishedFile.all.count == 38)
        #expect(PublishedFile.all.filter(\.isTemplate).count == 4)
    }

    @Test(arguments: PublishedFile.all, ["noauth", "keystone"])
    func `loads under each strategy, or is reported as a template`(file: PublishedFile, strategy: String) throws {
        let loader = DeployLoader(
            registry: .withEveryHistoricalName(), settings: DeploySettings(authStrategy: strategy), readFile: { _ in "" })
        for style in 0..<3 {
            let source = DeploySource.text(Shared.ini(file.sections, style: style), name: "api-paste.ini")
            for app in file.apps {
                if file.isTemplate {
                    let errors = #expect(throws: DeployErrors.self) { try loader.plan(source, section: app) }?.errors ?? []
                    #expect(errors.count == 3)
                    #expect(errors.allSatisfy { $0.message.hasPrefix("the file is a template with unfilled placeholders: `%SERVICE_") })
                } else {
                    let plan = try loader.plan(source, section: app)
                    #expect(!plan.paths.isEmpty)
                    _ = try plan.build()
                }
            }
            let check = loader.check(source)
            #expect(check.errors.count == (file.isTemplate ? 3 : 0))
            #expect(check.warnings.filter { !$0.message.contains("stands before") }.isEmpty)
        }
    }

    @Test(arguments: PublishedFile.all)
    func `means the same however it is written`(file: PublishedFile) throws {
        guard !file.isTemplate else { return }
        let loader = DeployLoader(
            registry: .withEveryHistoricalName(), settings: DeploySettings(authStrategy: "keystone"), readFile: { _ in "" })
        let plans = try (0..<3).map {
            try loader.plan(.text(Shared.ini(file.sections, style: $0), name: "f"), section: file.apps.first ?? "")
        }
        #expect(Set(plans.map(\.digest)).count == 1)
        #expect(DeployPlan.diff(plans[0], plans[2]).isEmpty)
    }

    @Test(arguments: PublishedFile.all)
    func `has no factory whose name is not known`(file: PublishedFile) {
        let registry = FactoryRegistry.withEveryHistoricalName()
        for (section, options) in file.sections {
            for (key, value) in options where key.hasPrefix("paste.") || key == "use" {
                let name = value.hasPrefix("call:") ? String(value.dropFirst(5)) : value
                let kind: FactoryKind = section.hasPrefix("filter:") ? .filter : section.hasPrefix("app:") ? .application : .composite
                #expect(registry.contains(kind, named: name), "\(name)")
                #expect(HistoricalNames.factory(named: name, kind: kind) != nil)
            }
        }
    }
}

@Suite struct `The deployments of an operator` {
    @Test(arguments: [
        ("noauth", "request_id catch_errors extensions"), ("keystone", "request_id catch_errors authtoken keystonecontext extensions"),
    ])
    func `neutron's of 2014`(strategy: String, filters: String) async throws {
        let loader = DeployLoader(
            registry: .withEveryHistoricalName(), settings: DeploySettings(authStrategy: strategy), readFile: { _ in "" })
        let plan = try loader.plan(.text(Shared.deployment("neutron-2014-api-paste.ini"), name: "n.ini"), section: "neutron")
        #expect(plan.warnings.isEmpty)
        #expect(plan.paths.map(\.mount) == ["/", "/v2.0"])
        #expect(plan.paths.map { $0.filterNames.joined(separator: " ") } == ["", filters])
        #expect(plan.paths.map(\.strategy) == [nil, strategy])
        #expect(plan.strategies.map(\.composite) == ["neutronapi_v2_0"])
        #expect(plan.strategies.first?.active == strategy)
        #expect(plan.strategies.first?.alternatives.map(\.name) == ["noauth", "keystone"])

        let application = try plan.build()
        let networks = try await application.respond(to: Request(method: .GET, target: "/v2.0/networks?a=b"))
        #expect(String(buffer: networks.bufferedBody) == "neutronapiapp_v2_0 '/v2.0' '/networks' [\(filters)]")
        let elsewhere = try await application.respond(to: Request(method: .GET, target: "/nope"))
        #expect(String(buffer: elsewhere.bufferedBody) == "neutronversions '' '/nope' []")
    }

    @Test(arguments: [
        ("noauth", true, "noauth", "noauth"), ("keystone", true, "keystone", "authtoken keystonecontext"),
        ("keystone", false, "keystone_nolimit", "authtoken keystonecontext"), ("noauth", false, "noauth", "noauth"),
    ])
    func `cinder's of 2016`(strategy: String, rateLimit: Bool, option: String, filters: String) throws {
        let settings = DeploySettings(authStrategy: strategy, apiRateLimit: rateLimit, disabledVersions: ["v1"])
        let loader = DeployLoader(registry: .withEveryHistoricalName(), settings: settings, readFile: { _ in "" })
        let source = DeploySource.text(try Shared.deployment("cinder-2016-api-paste.ini"), name: "c.ini")
        let plan = try loader.plan(source, section: "osapi_volume")
        #expect(plan.warnings.isEmpty)
        #expect(plan.paths.map(\.mount) == ["/", "/v2", "/v3"])
        #expect(plan.paths.map(\.applicationName) == ["osvolumeversionapp", "apiv2", "apiv3"])
        #expect(plan.paths.last?.strategy == option)
        #expect(
            plan.paths.last?.filterNames.joined(separator: " ")
                == "cors http_proxy_to_wsgi request_id faultwrap sizelimit osprofiler \(filters)")
        #expect(plan.strategies.first?.alternatives.map(\.name) == ["noauth", "keystone", "keystone_nolimit"])
        #expect(plan.paths.first?.filters.first?.arguments.string("oslo_config_project") == "cinder")
        #expect(plan.paths.first?.filters.map(\.key) == ["cors", "http_proxy_to_wsgi", "faultwrap"])
        #expect(plan.strategyNames == ["noauth", "keystone", "keystone_nolimit"])
        _ = try plan.build()
        #expect(loader.check(source, section: "osapi_volume").errors.isEmpty)
    }
}
