import JSONCodec
import Testing

@Suite("Switching pipelines", .blackBox)
struct SwitchTests {
    @Test("auth use answers at once: 401 without a token, 200 again")
    func strategies() throws {
        let instance = try RunningInstance()
        let result = try instance.attach(
            [],
            input: """
                get /v2.0/networks
                expect 200
                auth use keystone --app neutron
                get /v2.0/networks
                expect 401
                auth use noauth --app neutron
                get /v2.0/networks
                expect 200
                auth use keystone
                get /v2.0/networks
                expect 401
                auth use noauth
                get /v2.0/networks
                expect 200
                """)
        #expect(result.status == 0, "\(result)")
    }

    @Test("A probe that fails leaves the active revision, with exit 6; --if-active refuses a stale switch")
    func conditions() throws {
        let instance = try RunningInstance()
        let before = try instance.attach(["-c", "app show neutron -o value -c revision"]).output
        let revision = before.filter { !$0.isWhitespace }
        let probed = try instance.attach(["-c", "auth use keystone --app neutron --probe 'GET /v2.0/networks 200'"])
        #expect(probed.status == 6, "\(probed)")
        #expect(try instance.attach(["-c", "app show neutron -o value -c revision"]).output == before)
        #expect(try instance.attach(["-c", "get /v2.0/networks"]).status == 0)
        let good = try instance.attach(["-c", "auth use keystone --app neutron --probe 'GET /v2.0/networks 401'"])
        #expect(good.status == 0, "\(good)")
        let stale = try instance.attach(["-c", "pipeline use neutron \(revision) --if-active \(revision)"])
        #expect(stale.status != 0 && stale.errors.contains(revision), "\(stale)")
        let back = try instance.attach(["-c", "pipeline use \(revision)", "-c", "get /v2.0/networks"])
        #expect(back.status == 0, "\(back)")
        #expect(try instance.attach(["-c", "auth use keystone --app neutron --probe nonsense"]).status == 2)
        #expect(try instance.attach(["-c", "auth use nosuch"]).status == 1)
    }

    @Test("A loaded revision is used, unconfirmed, undone and discarded; the history tells all of it")
    func confirmation() throws {
        let instance = try RunningInstance(
            files: Scratch.configuration.merging(["spare.ini": "[app:spare]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n"]
            ) {
                $1
            })
        let result = try instance.attach(
            [],
            input: """
                pipeline load neutron spare spare.ini#spare --comment 'for a test'
                pipeline label good neutron
                pipeline use spare --dry-run
                get /v2.0/networks
                expect 200
                pipeline use spare --confirm 600 --if-active good --probe 'GET / 200'
                capture rows = pipeline list neutron
                assert ${rows[1].state} == unconfirmed
                -pipeline discard '*'
                assert $? == 1
                pipeline undo
                pipeline use neutron good
                pipeline discard spare
                """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("undone in 600 s unless you say: pipeline confirm"), "\(result)")
        let history = try JSONValue(parsing: try instance.attach(["-c", "pipeline history neutron -o json"]).output)
        let rows = history.arrayValue ?? []
        #expect(rows.map { $0["revision"]?.stringValue } == ["spare", "r1"])
        #expect(rows.map { $0["confirmed"] } == [false, true])
        #expect(rows.map { $0["state"]?.stringValue } == ["gone", "active"])
        #expect(rows.first?["comment"]?.stringValue == "for a test")
    }

    @Test("pipeline diff: 0 the same, 1 different, 2 trouble")
    func diff() throws {
        let instance = try RunningInstance(
            files: Scratch.configuration.merging([
                "other.ini": "[app:neutron]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n"
            ]) {
                $1
            })
        #expect(try instance.attach(["-c", "auth use keystone --app neutron"]).status == 0)
        let same = try instance.attach(["-c", "pipeline diff neutron neutron"])
        #expect(same.status == 0 && same.output.isEmpty && same.errors.isEmpty, "\(same)")
        let revisions = try instance.attach(["-c", "pipeline list neutron -o value -c revision"]).output.split(separator: "\n")
        try #require(revisions.count >= 2)
        let different = try instance.attach(["-c", "pipeline diff \(revisions[0]) \(revisions[1])"])
        #expect(different.status == 1 && different.output.contains("authtoken") && different.errors.isEmpty, "\(different)")
        let file = try instance.attach(["-c", "pipeline diff neutron other.ini#neutron"])
        #expect(file.status == 1, "\(file)")
        let trouble = try instance.attach(["-c", "pipeline diff neutron r99"])
        #expect(trouble.status == 2 && trouble.errors.contains("r99"), "\(trouble)")
    }

    @Test("Apps are loaded, stopped, started and unloaded; a bad file changes nothing")
    func apps() throws {
        let instance = try RunningInstance(
            files: Scratch.configuration.merging([
                "probe.ini": "[app:probe]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n",
                "bad.ini": "[pipeline:probe]\npipeline = nofilter noapp\n",
            ]) { $1 })
        let result = try instance.attach(
            [],
            input: """
                app load probe.ini#probe --name p1 --listen 127.0.0.1:0
                get / --app p1
                expect 200
                app stop p1
                capture state = app show p1 -o value -c state
                assert $state == stopped
                app start p1
                get / --app p1
                expect 200
                app unload p1
                -app show p1
                assert $? == 1
                """)
        #expect(result.status == 0, "\(result)")
        let bad = try instance.attach(["-c", "app load bad.ini#probe --name p2"])
        #expect(bad.status == 3 || bad.status == 1, "\(bad)")
        for part in ["bad.ini:2:12: error:", "nofilter", "noapp", "^"] { #expect(bad.errors.contains(part), "\(part): \(bad)") }
        let apps = try instance.attach(["-c", "app list -o value -c name --sort name"])
        #expect(apps.output == "neutron\nosapi_volume\n", "\(apps)")
    }
}
