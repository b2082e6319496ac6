import ConfigOptions
import Foundation
import HTTPApplication
import JSONCodec
import NIOHTTP1
import PasteDeploy
import StandardFilters
import Testing

private struct Echo: Application {
    func respond(to request: Request) async throws -> Response { Response(status: .ok, text: request.pathInfo) }
}

@Suite("Registration of the filters")
struct RegistrationTests {
    private static func registry(
        _ project: ConfigProject, config text: String? = nil, services: FilterServices = FilterServices(logger: Harness.silent)
    ) throws -> FactoryRegistry {
        let snapshot = try text.map { text in
            try ConfigLoader(
                sources: [ConfigSource(.text(name: "test.conf", text), project: project)],
                searchPath: SearchPath(home: nil, system: "/nonexistent")
            ).load(project)
        }
        var registry = FactoryRegistry()
        StandardFilters.register(in: &registry, project: project, services: services) { $0 == project ? snapshot : nil }
        registry.registerApplication(["test:app"], summary: "") { _ in Echo() }
        for name in HistoricalNames.all where name.kind == .application && name.key != "healthcheck" {
            registry.registerApplication(key: name.key, summary: "") { _ in Echo() }
        }
        registry.registerFilter(key: "extensions", summary: "") { _ in PassThroughFilter() }
        return registry
    }

    static func load(
        _ section: String, _ project: ConfigProject = .cinder, config: String? = nil,
        services: FilterServices = FilterServices(logger: Harness.silent)
    ) throws -> any Application {
        let text = "[pipeline:main]\npipeline = f a\n\n[app:a]\npaste.app_factory = test:app\n\n[filter:f]\n\(section)\n"
        let loader = DeployLoader(
            registry: try registry(project, config: config, services: services), settings: DeploySettings(authStrategy: "noauth"),
            readFile: { _ in "" })
        return try loader.plan(.text(text, name: "f.ini")).build()
    }

    @Test("every filter that a published file names is there, with a summary; so is healthcheck as an app")
    func complete() throws {
        let registry = try Self.registry(.cinder)
        for name in HistoricalNames.all where name.kind == .filter && name.key != "extensions" && name.key != "basic_auth" {
            let row = try #require(registry.all.last { $0.kind == .filter && $0.key == name.key }, "\(name.key)")
            #expect(!row.summary.isEmpty && !row.summary.contains("\n"), "\(name.key)")
            #expect(row.options.allSatisfy { !$0.summary.isEmpty }, "\(name.key)")
            for spelling in name.names { #expect(registry.contains(.filter, named: spelling), "\(spelling)") }
        }
        #expect(registry.contains(.application, named: "oslo_middleware:Healthcheck.app_factory"))
    }

    @Test("the embedded deployments and an operator's old ones load with them", arguments: ["noauth", "keystone"])
    func deployments(strategy: String) async throws {
        let reference = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared/reference/deployments")
        func file(_ name: String) throws -> String { try String(contentsOf: reference.appending(path: name), encoding: .utf8) }
        for (project, section, text) in [
            (ConfigProject.neutron, "neutron", EmbeddedDeployments.neutron), (.cinder, "osapi_volume", EmbeddedDeployments.cinder),
            (.neutron, "neutron", try file("neutron-2014-api-paste.ini")), (.cinder, "osapi_volume", try file("cinder-2016-api-paste.ini")),
        ] {
            let loader = DeployLoader(
                registry: try Self.registry(project, config: ""), settings: DeploySettings(authStrategy: strategy), readFile: { _ in "" })
            let application = try loader.plan(.text(text, name: "api-paste.ini"), section: section).build()
            let target = project == .cinder ? "/v3/p/volumes" : "/v2.0/networks"
            let response = try await application.respond(to: Harness.request(.GET, target, ["X-Auth-Token": "u:p"]))
            #expect(response.status == (strategy == "noauth" ? .ok : .unauthorized))
            #expect(response.headers["WWW-Authenticate"] == (strategy == "noauth" ? [] : ["Keystone uri=\"http://127.0.0.1:5000\""]))
            #expect(response.headers["x-openstack-request-id"].count == 1)
            #expect(response.headers["x-compute-request-id"].count == (project == .cinder ? 1 : 0))
        }
    }

    @Test("every published deployment file loads with them, under each strategy", arguments: ["noauth", "keystone"])
    func history(strategy: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared/reference/paste-history.json")
        let history = try JSONValue(parsing: String(contentsOf: file, encoding: .utf8))
        var count = 0
        for member in history.objectValue ?? [:] {
            let project = try #require(ConfigProject(rawValue: member.key))
            let registry = try Self.registry(project, config: "")
            let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: strategy), readFile: { _ in "" })
            for release in member.value.objectValue ?? [:] {
                var text = ""
                for section in release.value.objectValue ?? [:] {
                    text += "[\(section.key)]\n"
                    for option in section.value.objectValue ?? [:] { text += "\(option.key) = \(option.value.stringValue ?? "")\n" }
                }
                // Templates whose placeholders nobody has filled.
                if text.contains("%SERVICE_") { continue }
                let names = project == .cinder ? ["osapi_volume"] : project == .keystone ? ["main", "admin"] : ["neutron", "quantum"]
                for name in names where text.contains("[composite:\(name)]") {
                    _ = try loader.plan(.text(text, name: "\(release.key).ini"), section: name).build()
                    count += 1
                }
            }
        }
        #expect(count > 30)
    }

    static let keystone = "paste.filter_factory = keystonemiddleware.auth_token:filter_factory"
    @Test(
        "a 401 names the identity service that clients shall use, else the one that is asked",
        arguments: [
            ("", "http://127.0.0.1:5000"),
            ("auth_url = http://id:5000/v3\nusername = u\npassword = p", "http://id:5000/v3"),
            ("auth_url = http://id:5000/v3\nusername = u\npassword = p\nwww_authenticate_uri = https://public", "https://public"),
        ])
    func authenticateURI(options: String, uri: String) async throws {
        let application = try Self.load(Self.keystone, config: "[keystone_authtoken]\n\(options)\n")
        let response = try await application.respond(to: Harness.request(.GET, "/"))
        #expect(response.headers["WWW-Authenticate"] == ["Keystone uri=\"\(uri)\""])
    }

    private static let limiter = "paste.filter_factory = oslo_middleware:RequestBodySizeLimiter.factory"
    private static let cors = "paste.filter_factory = oslo_middleware.cors:filter_factory"

    @Test(
        "sizelimit takes its limit from the section, else from the configuration",
        arguments: [
            ("", nil, 200), ("", "[oslo_middleware]\nmax_request_body_size = 4\n", 413),
            ("max_request_body_size = 4", nil, 413), ("max_request_body_size = 9", "[oslo_middleware]\nmax_request_body_size = 4\n", 200),
        ] as [(String, String?, UInt)])
    func sizeLimit(option: String, config: String?, status: UInt) async throws {
        let application = try Self.load(Self.limiter + "\n" + option, config: config)
        #expect(try await application.respond(to: Harness.request(.POST, "/", body: "12345")).status.code == status)
    }

    @Test(
        "an option of no use is an error at its place",
        arguments: [
            (limiter + "\nmax_request_body_size = -1", "f.ini:9:", "`-1` is below 0"),
            (limiter + "\nmax_request_body_size = much", "f.ini:9:", "`much` is no integer"),
            (limiter + "\nmax_request_body = 1", "f.ini:9:", "max_request_body_size"),
            (cors, "f.ini:7:", "cors needs `oslo_config_project` or `allowed_origin`"),
            (cors + "\noslo_config_project = nova", "f.ini:9:", "there is no project `nova`"),
            ("use = egg:oslo.middleware#healthcheck\nbackends = magic", "f.ini:9:", "there is no backend `magic`"),
            (
                "use = egg:oslo.middleware#healthcheck\nbackends = disable_by_files_ports\ndisable_by_file_paths = x", "f.ini:10:",
                "PORT:PATH"
            ),
            ("use = egg:oslo.middleware#healthcheck\nallowed_source_ranges = x", "f.ini:9:", "no range of addresses"),
            ("use = egg:oslo.middleware#healthcheck\npath = x", "f.ini:9:", "does not start with `/`"),
            ("paste.filter_factory = cinder.api.v2.limits:RateLimitingMiddleware.factory\nlimits = (GET)", "f.ini:9:", "rule 1: 1 fields"),
            (keystone + "\ndelay_auth_decision = maybe", "f.ini:9:", "`maybe` is no boolean"),
        ])
    func mistakes(section: String, place: String, message: String) {
        let error = #expect(throws: DeployErrors.self) { try Self.load(section, config: "") }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.contains(place) && text.contains(message), "\(text)")
    }

    @Test("cors reads [cors], the named groups and its section")
    func corsConfiguration() async throws {
        let config = """
            [cors]
            allowed_origin = http://a
            allow_methods = GET
            [cors.second]
            allowed_origin = http://b, http://c
            allow_credentials = no
            max_age = 5
            """
        let application = try Self.load(Self.cors + "\noslo_config_project = cinder", config: config)
        func preflight(_ origin: String, _ method: String) async throws -> HTTPHeaders {
            try await application.respond(
                to: Harness.request(.OPTIONS, "/", ["Origin": origin, "Access-Control-Request-Method": method])
            ).headers
        }
        #expect(try await preflight("http://a", "GET")["Access-Control-Max-Age"] == ["3600"])
        #expect(try await preflight("http://a", "PUT")["Access-Control-Allow-Origin"] == [])
        #expect(try await preflight("http://c", "PUT")["Access-Control-Max-Age"] == ["5"])
        #expect(try await preflight("http://c", "PUT")["Access-Control-Allow-Credentials"] == [])
        let section = try Self.load(Self.cors + "\nallowed_origin = http://z", config: "")
        let response = try await section.respond(to: Harness.request(["Origin": "http://z"]))
        #expect(response.headers["Access-Control-Allow-Origin"] == ["http://z"])
        let none = try Self.load(Self.cors + "\noslo_config_project = cinder", config: "")
        #expect(try await none.respond(to: Harness.request(["Origin": "http://a"])).headers["Access-Control-Allow-Origin"] == [])
    }

    @Test("a mistake in a named group is told")
    func corsMistake() {
        let error = #expect(throws: DeployErrors.self) {
            try Self.load(Self.cors + "\noslo_config_project = cinder", config: "[cors.x]\nallowed_origin = a\nmax_age = long\n")
        }
        #expect(error.map { "\($0)" }?.contains("[cors.x] max_age must be an integer, not `long`") == true)
    }

    @Test(
        "authtoken names the endpoint of the configuration",
        arguments: [
            ("", "", "http://127.0.0.1:5000"), ("", "[keystone_authtoken]\nwww_authenticate_uri = http://id/v3\n", "http://id/v3"),
            ("www_authenticate_uri = http://section", "[keystone_authtoken]\nwww_authenticate_uri = http://id/v3\n", "http://section"),
            ("auth_uri = http://old\nauth_host = 127.0.0.1\nadmin_password = x", "", "http://old"),
        ])
    func challenge(options: String, config: String, uri: String) async throws {
        let application = try Self.load(Self.keystone + "\n" + options, config: config)
        let response = try await application.respond(to: Harness.request())
        #expect(response.headers["WWW-Authenticate"] == ["Keystone uri=\"\(uri)\""])
    }

    @Test("authtoken asks the validator of the services")
    func validator() async throws {
        let application = try Self.load(
            Self.keystone, config: "", services: FilterServices(tokenValidator: StubValidator(), logger: Harness.silent))
        #expect(try await application.respond(to: Harness.request(["X-Auth-Token": "good"])).status == .ok)
    }

    @Test(
        "osprofiler is switched by the configuration, whatever the section says",
        arguments: [("[profiler]\nenabled = true\nhmac_keys = SECRET_KEY\n", 2), ("[profiler]\nenabled = false\n", 0), ("", 0), (nil, 2)]
            as [(String?, Int)])
    func profiler(config: String?, count: Int) async throws {
        let lines = Box<[String]>([])
        let section = "paste.filter_factory = osprofiler.web:WsgiMiddleware.factory\nhmac_keys = SECRET_KEY\nenabled = yes"
        let application = try Self.load(
            section, config: config, services: FilterServices(logger: RecordingLogHandler.logger(into: lines)))
        _ = try await application.respond(
            to: Harness.request([
                "X-Trace-Info": "eyJiYXNlX2lkIjogImIifQ==", "X-Trace-HMAC": "320b781634dbb30e23045f31635927db05e5ee49",
            ]))
        #expect(lines.value.count == count)
    }

    @Test(
        "http_proxy_to_wsgi is inert until the configuration enables it",
        arguments: [("", "h"), ("[oslo_middleware]\nenable_proxy_headers_parsing = true\n", "cloud")])
    func proxy(config: String, host: String) async throws {
        let application = try Self.load("use = egg:oslo.middleware#http_proxy_to_wsgi", config: config)
        let request = Request(method: .GET, target: "/", headers: ["X-Forwarded-Host": "cloud"], host: "h")
        _ = try await application.respond(to: request)
        #expect(request.host == host)
    }

    /// Calls the user of every token by how long it would be kept.
    private struct TellingValidator: TokenValidator {
        var caching = "not told"

        func identify(_ token: String, allowingExpired: Bool) async throws -> TokenIdentity? {
            TokenIdentity(ValidatedToken(userID: caching))
        }

        func keeping(_ caching: TokenCaching) -> any TokenValidator { TellingValidator(caching: "\(caching)") }
    }

    @Test(
        "token_cache_time is for this program's own identity service too",
        arguments: [
            ("", "", "seconds(300)"), ("token_cache_time = -1", "", "off"), ("token_cache_time = 0", "", "unlimited"),
            ("", "[keystone_authtoken]\ntoken_cache_time = 7\n", "seconds(7)"),
            ("token_cache_time = 8", "[keystone_authtoken]\ntoken_cache_time = 7\nauth_url = http://127.0.0.1:5000/v3\n", "seconds(8)"),
        ])
    func tokenCacheTime(options: String, config: String, expected: String) async throws {
        let services = FilterServices(tokenValidator: TellingValidator(), logger: Harness.silent)
        let application = try Self.load(Self.keystone + "\n" + options, config: config, services: services)
        let request = Harness.request(["X-Auth-Token": "t"])
        _ = try await application.respond(to: request)
        #expect(request.headers["X-User-Id"] == [expected])
    }

    @Test("admin_token_auth takes its token from keystone's configuration")
    func adminToken() async throws {
        let application = try Self.load(
            "use = egg:keystone#admin_token_auth", .keystone, config: "[DEFAULT]\nadmin_token = ADMIN\n")
        let request = Harness.request(["X-Auth-Token": "ADMIN"])
        _ = try await application.respond(to: request)
        #expect(request.context.isAdmin)
    }
}
