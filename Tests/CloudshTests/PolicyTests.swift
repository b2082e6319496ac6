import Glibc
import JSONCodec
import Testing

@Suite("Rules of access at the shell", .blackBox)
struct PolicyTests {
    @Test("policy list shows the rules, policy check which of their checks decided")
    func commands() throws {
        let instance = try RunningInstance.shared()
        let list = try instance.attach(["-c", "policy list --app neutron --grep '^create_network' -o json"])
        let rules = try JSONValue(parsing: list.output).arrayValue ?? []
        let shared = try #require(rules.first { $0["name"] == "create_network:shared" })
        #expect(shared["default"] == "rule:admin_only" && shared["override"] == .null && shared["source"] == "default")
        #expect(shared["app"] == "neutron" && shared["operations"] == ["POST /networks"])

        let allowed = try instance.attach(["-c", "policy check create_network --as alice:demo:member -o json"])
        #expect(allowed.status == 0, "\(allowed)")
        let checks = try JSONValue(parsing: allowed.output).arrayValue ?? []
        #expect(checks.first?["allowed"] == true && checks.first?["depth"] == 0)
        let deciding = checks.filter { $0["decides"] == true }.compactMap { $0["check"]?.stringValue }
        #expect(deciding.last?.hasSuffix("project_id:%(project_id)s") ?? false, "\(deciding)")
        #expect(!deciding.contains { $0.contains("admin_only") && $0.hasPrefix("    ") })

        let target = #"'{"project_id": "other", "shared": true}'"#
        let seen = try instance.attach(["-c", "policy check get_network --as bob:demo:reader --target \(target)"])
        #expect(seen.status == 0 && seen.output.contains("shared is 'True'"), "\(seen)")
        let refused = try instance.attach(["-c", "policy check volume:force_delete --as bob:demo:member"])
        #expect(
            refused.status == 1 && refused.output.contains("is_admin is 'False'") && refused.errors.contains("do not allow"), "\(refused)")
        let unscoped = try instance.attach(["-c", "policy check create_network --as root:system:admin"])
        #expect(unscoped.status == 1 && unscoped.output.contains("for a system"), "\(unscoped)")
    }

    @Test(
        "What cannot be asked is said",
        arguments: [
            ("policy check create_netwrk --as a:b:c", Int32(1), "create_network"), ("policy check context_is_admin --as a:b:c", 1, "--app"),
            ("policy check create_network --as nobody", 2, "USER:PROJECT:ROLE"), ("policy check create_network", 2, "as is missing"),
            ("policy check create_network --as a:b:c --target '[1]'", 2, "no JSON object"),
        ])
    func mistakes(line: String, status: Int32, text: String) throws {
        let result = try RunningInstance.shared().attach(["-c", line])
        #expect(result.status == status && result.errors.contains(text), "\(result)")
    }

    @Test("A broken file of rules keeps its app from starting, and is told with its place")
    func broken() throws {
        let scratch = try Scratch(Scratch.configuration.merging(["policy.yaml": "create_network: role:a or\nx: 1\n"]) { $1 })
        let result = try scratch.runWithServices(["-c", "echo never"])
        #expect(result.status == 3 && !result.output.contains("never"), "\(result)")
        #expect(result.errors.contains("policy.yaml:1:26: error: a check is missing at the end"), "\(result)")
    }

    @Test("A changed file of rules holds for the next requests; a broken one changes nothing")
    func reload() throws {
        let instance = try RunningInstance(
            files: Scratch.configuration.merging(["policy.yaml": "\"volume:get_all\": \"!\"\n"]) { $1 })
        let list = "get /v3/p1/volumes -H 'X-Auth-Token: a:p1'"
        #expect(try instance.attach(["-c", list]).status == 4)
        let changed = try instance.attach(["-c", "policy list --changed -o csv -c name -c override --no-headers"])
        #expect(changed.output == "volume:get_all,!\nvolume:get_all,!\n", "\(changed)")
        try instance.scratch.write("policy.yaml", "{}\n")
        let reloaded = try instance.attach(["-c", "config reload", "-c", list])
        #expect(reloaded.status == 0, "\(reloaded)")
        try instance.scratch.write("policy.yaml", "\"volume:get_all\": \"role:\"\n")
        let broken = try instance.attach(["-c", "config reload"])
        #expect(broken.status == 1 || broken.output.contains("nothing"), "\(broken)")
        let checked = try instance.attach(["-c", "config check -o json"])
        #expect(checked.status == 1 && checked.errors.contains("policy.yaml:1:20: error:"), "\(checked)")
        #expect(try instance.attach(["-c", list]).status == 0)
        // Without being told, the instance looks by itself.
        try instance.scratch.write("policy.yaml", "\"volume:get_all\": \"! or !\"\n")
        let deadline = Clock.now + 60_000
        var status: Int32 = 0
        while status != 4, Clock.now < deadline { status = try instance.attach(["-c", list]).status }
        #expect(status == 4)
    }
}
