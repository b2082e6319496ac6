import ConfigOptions
import INI
import Testing

@Suite("Configuration changes while services run")
struct ReloadTests {
    @Test("config set gives a checked value, and what refers to the option follows")
    func setting() throws {
        let old = try load(.cinder, "[DEFAULT]\nstate_path = /a\n")
        let new = try old.with(set: "state_path", value: "/b")
        #expect(old.string("volumes_dir") == "/a/volumes")
        #expect(new.string("volumes_dir") == "/b/volumes")
        #expect(new.source("state_path")?.description == "config set")
        #expect(
            try old.with(set: "policy_dirs", group: "OSLO_POLICY", value: "a\nb").multi("policy_dirs", group: "oslo_policy") == ["a", "b"])
    }

    @Test(
        "a value that is none, and an option that is none, are refused",
        arguments: [
            ("osapi_volume_workers", "0", "config set: error: osapi_volume_workers must be at least 1, not 0"),
            (
                "osapi_volume_workes", "1",
                "config set: error: cinder has no option osapi_volume_workes\nDid you mean `osapi_volume_workers` in [DEFAULT]?"
            ),
            ("policy_file", "x", "config set: error: cinder has no option policy_file\nDid you mean `policy_file` in [oslo_policy]?"),
        ])
    func refusing(name: String, value: String, message: String) throws {
        let snapshot = try load(.cinder, "")
        let error = #expect(throws: ConfigErrors.self) { try snapshot.with(set: name, value: value) }
        #expect(error?.description == message)
    }

    @Test("reload takes mutable changes, refuses the others and keeps what config set gave")
    func reloading() throws {
        let before = "[DEFAULT]\nhost = a\nstate_path = /a\n[database]\nconnection = secret1\n"
        let old = try load(.cinder, before).with(set: "osapi_max_limit", value: "5")
        let after = "[DEFAULT]\ndebug = true\nhost = b\nosapi_max_limit = 9\nstate_path = /a\n[database]\nconnection = secret2\n"
        let reload = MutableReload.apply(old: old, new: try load(.cinder, after))
        #expect(reload.applied.map(\.description) == ["cinder: debug: false -> true"])
        #expect(reload.refused.map(\.description) == ["cinder: host: a -> b", "cinder: [database] connection: **** -> ****"])
        #expect(reload.snapshot.bool("debug"))
        #expect(reload.snapshot.string("host") == "a")
        #expect(reload.snapshot.int("osapi_max_limit") == 5)
        #expect(reload.snapshot.source("debug")?.description == "file1.conf:2")
        #expect(reload.warnings.first?.message == "host cannot change while the service runs: it stays a")
    }

    @Test("a set of projects is reloaded as a whole")
    func reloadingSet() throws {
        let old = try ConfigLoader(texts: ["[DEFAULT]\ndebug = true\n"]).loadAll()
        let new = try ConfigLoader(texts: ["[DEFAULT]\nstate_path = /x\n"]).loadAll()
        let (set, reloads) = old.reloaded(from: new)
        #expect(reloads.map { $0.applied.count } == [1, 1, 1])
        #expect(reloads.map { $0.refused.count } == [1, 1, 0])
        #expect(set.entries.filter { $0.name == "debug" }.map(\.value) == ["false", "false", "false"])
    }

    @Test(
        "an option is found by its name with or without group and project",
        arguments: [
            ("debug", ["neutron.DEFAULT.debug", "cinder.DEFAULT.debug", "keystone.DEFAULT.debug"]), ("bind_prot", []),
            ("osapi_volume_workers", ["cinder.DEFAULT.osapi_volume_workers"]), ("quota_network", ["neutron.quotas.quota_network"]),
            ("QUOTAS.quota_network", ["neutron.quotas.quota_network"]), ("cinder.DEFAULT.debug", ["cinder.DEFAULT.debug"]),
            ("neutron.debug", ["neutron.DEFAULT.debug"]), ("neutron.cors.max_age", ["neutron.cors.max_age"]), ("a.b.c.d", []), ("", []),
            ("keystone.quota_network", []), (".", []),
        ])
    func lookup(path: String, names: [String]) throws {
        let set = try ConfigLoader(texts: []).loadAll()
        #expect(set.entries(named: path).map { "\($0.project.rawValue).\($0.group).\($0.name)" } == names)
    }

    @Test(
        "a misspelt option gets a suggestion",
        arguments: [
            ("bind_prot", "bind_port"), ("cinder.osapi_volume_worker", "osapi_volume_workers"),
            ("quotas.quota_netwrk", "quotas.quota_network"),
            ("neutron.DEFAULT.quota_network", "quotas.quota_network"), ("...", nil), ("zzzzzzzzzzzz", nil),
        ])
    func suggestions(path: String, suggestion: String?) throws {
        #expect(try ConfigLoader(texts: []).loadAll().suggestion(for: path) == suggestion)
    }

    @Test("entries tell value, default, source and whether a change takes effect at once")
    func entries() throws {
        let snapshot = try load(.neutron, "[DEFAULT]\ndebug = yes\n")
        let debug = try #require(snapshot.entry("debug"))
        #expect(debug.description == "neutron.DEFAULT.debug = true (file1.conf:2)")
        #expect(debug.defaultValue == "false")
        #expect(debug.isMutable)
        let plugin = try #require(snapshot.entry("core_plugin"))
        #expect(plugin.description == "neutron.DEFAULT.core_plugin = <None> (default)")
        #expect(plugin.defaultValue == nil)
        #expect(!plugin.isMutable)
        #expect(snapshot.entry("nosuch") == nil)
        let groups = snapshot.entries.map(\.group)
        #expect(groups.first == "DEFAULT")
        #expect(groups.drop { $0 == "DEFAULT" }.elementsEqual(groups.drop { $0 == "DEFAULT" }.sorted()))
    }
}
