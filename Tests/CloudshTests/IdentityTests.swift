import JSONCodec
import Testing

/// The identity service through the built binary: first start, catalog, commands.
@Suite("The identity service", .blackBox)
struct IdentityTests {
    private static func instance() throws -> RunningInstance {
        try RunningInstance(
            files: Scratch.configuration.merging(Scratch.identity) { $1 }, arguments: Scratch.bothServices + Scratch.identityArguments)
    }

    @Test("The first start makes an administrator whose password only the owner of the state directory reads")
    func firstStart() throws {
        let instance = try Self.instance()
        #expect(instance.scratch.mode(of: "state/clouds.yaml") == 0o600)
        let text = try #require(instance.scratch.read("state/clouds.yaml"))
        let port = try Self.port(of: "identity", instance)
        #expect(text.contains("auth_url: http://127.0.0.1:\(port)/v3\n"), "\(text)")
        let password = try #require(text.split(separator: "\n").first { $0.contains("password: ") }?.split(separator: " ").last)
        let log = try #require(instance.scratch.read("state/cloudsh.log"))
        #expect(log.contains("clouds.yaml") && !log.contains(password))
        let shown = try instance.attach(["-c", "user show admin", "-o", "json"])
        #expect(shown.status == 0 && !shown.output.contains("password\""), "\(shown)")
    }

    @Test("The catalog follows the apps that run")
    func catalog() throws {
        let instance = try Self.instance()
        func urls() throws -> Set<String> {
            let result = try instance.attach(["-c", "endpoint list interface=public", "-o", "json"])
            let list = try JSONValue(parsing: result.output).arrayValue ?? []
            return Set(list.compactMap { $0["url"]?.stringValue })
        }
        let network = "http://127.0.0.1:\(try Self.port(of: "neutron", instance))"
        let all = try urls()
        #expect(all.count == 3 && all.contains(network), "\(all)")
        #expect(try instance.attach(["-c", "app stop neutron"]).status == 0)
        #expect(try urls() == all.subtracting([network]))
        #expect(try instance.attach(["-c", "app start neutron"]).status == 0)
        #expect(try urls() == all.subtracting([network]).union(["http://127.0.0.1:\(try Self.port(of: "neutron", instance))"]))
    }

    @Test("What is kept is listed, made, changed and deleted by commands")
    func commands() throws {
        let instance = try Self.instance()
        let script = """
            project create demo description=first
            user create alice password=secret email=a@b
            role assign member alice --project demo
            project set demo enabled:=false
            """
        let made = try instance.attach([], input: script)
        #expect(made.status == 0, "\(made)")
        let assignments = try instance.attach(["-c", "role assignments alice", "-o", "json"])
        let row = try JSONValue(parsing: assignments.output)[0]
        #expect(row?["role"] == "member" && row?["project"] == "demo", "\(assignments)")
        let project = try JSONValue(parsing: try instance.attach(["-c", "project show demo", "-o", "json"]).output)
        #expect(project["enabled"] == false && project["description"] == "first")
        #expect(try instance.attach(["-c", "role revoke member alice --project demo"]).status == 0)
        #expect(try instance.attach(["-c", "user delete alice"]).status == 0)
        let missing = try instance.attach(["-c", "user show alice"])
        #expect(missing.status == 1 && missing.errors.contains("no user 'alice'"), "\(missing)")
    }

    @Test("After login requests carry a token of the user; tokens are issued, shown and ended, and no log has them")
    func tokens() throws {
        let instance = try Self.instance()
        let script = """
            login admin --project admin
            get /v3/auth/projects
            expect 200 $.projects[0].name == admin
            token issue -o value -c project
            logout
            get /v3/auth/projects
            expect 401
            get /v3/auth/system --as admin
            expect 200 $.system[0].all == true
            token rotate-keys
            """
        let result = try instance.attach([], input: script + "\n")
        #expect(result.status == 0 && result.output.contains("\nadmin\n"), "\(result)")
        #expect(try instance.attach(["-c", "token issue"]).status == 2)
        let issued = try instance.attach(["-c", "token issue admin --project admin -o value -c id"])
        let token = issued.output.filter { !$0.isWhitespace }
        #expect(issued.status == 0 && token.hasPrefix("gAAAA"), "\(issued)")
        let shown = try instance.attach(["-c", "token show \(token)", "-o", "json"])
        #expect(try JSONValue(parsing: shown.output)["project"] == "admin", "\(shown)")
        #expect(try instance.attach(["-c", "token revoke \(token)"]).status == 0)
        #expect(try instance.attach(["-c", "token show \(token)"]).status == 1)
        #expect(try instance.attach(["-c", "token issue nobody"]).status == 1)
        let log = try #require(instance.scratch.read("state/cloudsh.log"))
        #expect(!log.contains(token) && !log.contains("gAAAA"))
    }

    private static func port(of app: String, _ instance: RunningInstance) throws -> Int {
        let result = try instance.attach(["-c", "app show \(app)", "-o", "json"])
        let listen = try JSONValue(parsing: result.output)["listen"]?.stringValue ?? ""
        return try #require(Int(listen.split(separator: ":").last ?? ""))
    }
}
