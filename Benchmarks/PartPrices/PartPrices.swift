import CSQLite
import ControlPlane
import Glibc
import HTTPApplication
import INI
import IdentityService
import Logging
import NIOHTTP1
import PasteDeploy
import Routing
import StandardFilters

// The prices of single parts, in nanoseconds, and SQLite alone: medians of five rounds.

/// A filter that does nothing.
struct NoOperation: Filter {
    func respond(to request: Request, next: Next) async throws -> Response { try await next(request) }
}

struct Fixed: Application {
    let response = Response(status: .ok)

    func respond(to request: Request) async throws -> Response { response }
}

/// Takes every token for that of one user.
struct OneUser: TokenValidator {
    let identity = TokenIdentity(
        ValidatedToken(
            userID: "8f14e45fceea467fa8a67d4a8c7d6a1b", userName: "user", userDomainID: "default", userDomainName: "Default",
            projectID: "0cc175b9c0f1b6a831c399e269772661", projectName: "project", projectDomainID: "default", projectDomainName: "Default",
            roles: ["member", "reader"], isAdminProject: true, serviceCatalog: "[]"))

    func identify(_ token: String, allowingExpired: Bool) async throws -> TokenIdentity? { identity }
}

@main
enum PartPrices {
    static func main() async throws {
        switch CommandLine.arguments.dropFirst().first {
        case "parts": try await parts()
        case "sqlite": try sqlite()
        case "deployments": try deployments()
        default:
            print("usage: part-prices parts | part-prices deployments | part-prices sqlite DIRECTORY BYTES GROUP")
            exit(2)
        }
    }

    private static func median(_ rounds: Int = 5, _ measure: () async throws -> Double) async rethrows -> Double {
        var values: [Double] = []
        for _ in 0..<rounds { values.append(try await measure()) }
        return values.sorted()[rounds / 2]
    }

    private static func nanoseconds(_ duration: Duration, per count: Int) -> Double {
        (Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9) / Double(count)
    }

    // MARK: Deployments

    /// What a new revision costs before its factories are called: reading the text, planning, and an edit with all that follows from it.
    private static func deployments() throws {
        var registry = FactoryRegistry()
        for name in HistoricalNames.all {
            switch name.kind {
            case .filter: registry.registerFilter(key: name.key, summary: "", acceptsAnyOption: true) { _ in NoOperation() }
            case .application: registry.registerApplication(key: name.key, summary: "", acceptsAnyOption: true) { _ in Fixed() }
            case .composite: break
            }
        }
        let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: "keystone")) { _ in "" }
        for (text, section) in [(EmbeddedDeployments.neutron, "neutron"), (EmbeddedDeployments.cinder, "osapi_volume")] {
            let calls = 300
            func price(_ body: () throws -> Void) throws -> Double {
                var values: [Double] = []
                for _ in 0..<5 {
                    let start = ContinuousClock.now
                    for _ in 0..<calls { try body() }
                    values.append(nanoseconds(ContinuousClock.now - start, per: calls))
                }
                return values.sorted()[2]
            }
            report("\(section): reading", try price { _ = INIDocument(parsing: text, file: "f", dialect: .pasteDeploy) })
            report("\(section): reading and planning", try price { _ = try loader.plan(.text(text, name: "f"), section: section) })
            let plan = try loader.plan(.text(text, name: "f"), section: section)
            report("\(section): its digest", try price { _ = plan.digest })
            let edit = PipelineEdit(.insert(.init("debug"), .before("authtoken")))
            report(
                "\(section): a filter inserted, planned, built, digested",
                try price {
                    let edited = try DeployEditor(registry: registry, plan: plan) { _ in "" }.plan(after: edit)
                    _ = try edited.build()
                    _ = edited.digest
                })
        }
    }

    // MARK: Parts

    @concurrent
    private static func parts() async throws {
        var prices: [Int: Double] = [:]
        for count in [0, 1, 6, 7] {
            let filters = (0..<count).map { NamedFilter(name: "f\($0)", filter: NoOperation()) }
            let pipeline = Pipeline(filters: filters, application: Fixed(), applicationName: "fixed")
            prices[count] = try await median {
                let request = Request(method: .GET, target: "/v2.0/networks")
                let calls = 200_000
                let start = ContinuousClock.now
                for _ in 0..<calls { _ = try await pipeline.respond(to: request) }
                return nanoseconds(ContinuousClock.now - start, per: calls)
            }
        }
        report("one more no-op filter, the seventh", (prices[7] ?? 0) - (prices[6] ?? 0))
        report("a chain of six no-op filters", (prices[6] ?? 0) - (prices[0] ?? 0))
        let slot = RevisionSlot()
        let lease = await median {
            let calls = 2_000_000
            let start = ContinuousClock.now
            for _ in 0..<calls { slot.lease()?.release() }
            return nanoseconds(ContinuousClock.now - start, per: calls)
        }
        report("reading the active revision", lease)
        for count in [10, 1000] {
            let mapper = Mapper((0..<count).map { Route(.GET, "/resources\($0)/{id}", resource: "r", action: "show", handler: $0) })
            let path = "/resources\(count - 1)/8f14e45f-ceea-467f-a8a6-7d4a8c7d6a1b"
            let price = await median {
                let calls = 500_000
                let start = ContinuousClock.now
                for _ in 0..<calls { _ = mapper.match(.GET, path) }
                return nanoseconds(ContinuousClock.now - start, per: calls)
            }
            report("matching one of \(count) routes", price)
        }
        try await identityParts()
    }

    @concurrent
    private static func identityParts() async throws {
        let calls = 100_000
        let key = FernetKey(FernetKey.generate())
        let keys = [key].compactMap { $0 }
        guard let key, let token = try? Fernet.encrypt([UInt8](repeating: 7, count: 90), key: key, seconds: 1_800_000_000) else { exit(1) }
        func price(_ filters: [any Filter]) async throws -> Double {
            let named = filters.map { NamedFilter(name: "f", filter: $0) }
            let pipeline = Pipeline(filters: named, application: Fixed(), applicationName: "fixed")
            return try await median {
                let start = ContinuousClock.now
                for _ in 0..<calls {
                    let request = Request(method: .GET, target: "/v2.0/networks", headers: ["Host": "h", "X-Auth-Token": token])
                    _ = try await pipeline.respond(to: request)
                }
                return nanoseconds(ContinuousClock.now - start, per: calls)
            }
        }
        let logger = Logger(label: "bench")
        let empty = try await price([NoOperation(), NoOperation()])
        let identified = try await price([
            AuthTokenFilter(settings: .init(authenticateURI: "http://h"), validator: OneUser(), logger: logger),
            KeystoneContextFilter(.network, logger: logger),
        ])
        report("authtoken and keystonecontext with a token that is known, beside two no-op filters", identified - empty)
        func cost(_ body: () -> Void) async -> Double {
            await median {
                let start = ContinuousClock.now
                for _ in 0..<calls { body() }
                return nanoseconds(ContinuousClock.now - start, per: calls)
            }
        }
        report("the digest of a token", await cost { _ = TokenDigest(token) })
        report("reading a Fernet token", await cost { _ = Fernet.decrypt(token, keys: keys) })
    }

    private static func report(_ name: String, _ value: Double) {
        print("\(name): \((value * 10).rounded() / 10) ns")
    }

    // MARK: SQLite alone

    /// Inserts rows the way the service's own table has them, `GROUP` to a transaction, each durable: prints rows per second.
    private static func sqlite() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let bytes = Int(arguments[3]), let group = Int(arguments[4]) else { exit(2) }
        var database: OpaquePointer?
        guard sqlite3_open(arguments[2] + "/reference.sqlite", &database) == SQLITE_OK else { exit(1) }
        for statement in [
            "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "DROP TABLE IF EXISTS networks",
            "CREATE TABLE networks (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, project_id TEXT, name TEXT, status TEXT, document TEXT)",
            "CREATE INDEX networks_project ON networks (project_id)", "CREATE INDEX networks_name ON networks (name)",
        ] { sqlite3_exec(database, statement, nil, nil, nil) }
        var insert: OpaquePointer?
        sqlite3_prepare_v2(database, "INSERT INTO networks (id, project_id, name, status, document) VALUES (?,?,?,?,?)", -1, &insert, nil)
        let document = String(repeating: "x", count: bytes)
        var count = 0
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(3) {
            sqlite3_exec(database, "BEGIN IMMEDIATE", nil, nil, nil)
            for _ in 0..<group {
                for (index, value) in [UUIDText.make(), "demo", "net", "ACTIVE", document].enumerated() {
                    csqlite_bind_text_copy(insert, Int32(index + 1), value, Int32(value.utf8.count))
                }
                guard sqlite3_step(insert) == SQLITE_DONE else { exit(1) }
                sqlite3_reset(insert)
                count += 1
            }
            guard sqlite3_exec(database, "COMMIT", nil, nil, nil) == SQLITE_OK else { exit(1) }
        }
        print(Int(Double(count) * 1e9 / nanoseconds(ContinuousClock.now - start, per: 1)))
        sqlite3_finalize(insert)
        sqlite3_close(database)
    }
}
