import ConfigOptions
import Foundation
import INI
import Testing

@Suite("Files are found and belong to projects")
struct ConfigFilesTests {
    @Test("a file belongs to the project its name starts with or that it is given for; others are common and read first")
    func owners() throws {
        let fixture = try ConfigFixture([
            "cinder.conf": "[DEFAULT]\nhost = cinder\n", "neutron-x.conf": "[DEFAULT]\nhost = neutron\n",
            "common.conf": "[DEFAULT]\nhost = common\ndebug = true\n", "other.conf": "[DEFAULT]\nstate_path = /other\n",
        ])
        let names = ["cinder.conf", "neutron-x.conf", "common.conf"].map { ConfigSource.file("\(fixture.path)/\($0)") }
        let set = try fixture.loader(names + [.file("neutron:\(fixture.path)/other.conf")]).loadAll()
        #expect(ConfigProject.allCases.map { set[$0]?.string("host") } == ["neutron", "cinder", nil])
        #expect(ConfigProject.allCases.map { set[$0]?.bool("debug") } == [true, true, true])
        #expect(set[.neutron]?.string("state_path") == "/other")
        #expect(set[.cinder]?.string("state_path") == "/var/lib/cinder")
        #expect(set[.cinder]?.files.map { ($0 as NSString).lastPathComponent } == ["common.conf", "cinder.conf"])
        #expect(set.files.count == 4)
    }

    @Test("a directory gives its .conf files in the order of their names")
    func directories() throws {
        let fixture = try ConfigFixture([
            "d/b.conf": "[DEFAULT]\nhost = b\n", "d/a.conf": "[DEFAULT]\nhost = a\nstate_path = a\n", "d/c.ini": "[DEFAULT]\nhost = c\n",
            "d/neutron.conf": "[DEFAULT]\nhost = n\n", "first.conf": "[DEFAULT]\nhost = f\n", "last.conf": "[DEFAULT]\nstate_path = l\n",
        ])
        let sources: [ConfigSource] = [
            .file("\(fixture.path)/first.conf"), .directory("\(fixture.path)/d"), .file("\(fixture.path)/last.conf"),
        ]
        let set = try fixture.loader(sources).loadAll()
        #expect(set[.cinder]?.string("host") == "b")
        #expect(set[.cinder]?.string("state_path") == "l")
        #expect(set[.neutron]?.string("host") == "n")
    }

    @Test("a file or directory that is named and missing is an error that lists the paths searched; all are reported")
    func missing() throws {
        let fixture = try ConfigFixture(["cinder.conf": "[DEFAULT]\ndebug = x\n"])
        let sources: [ConfigSource] = [
            .file("nosuch-cloud.conf"), .file("cinder:\(fixture.path)/x.conf"), .directory("\(fixture.path)/nodir"),
            .file("\(fixture.path)/cinder.conf"), .file(fixture.path),
        ]
        let error = #expect(throws: ConfigErrors.self) { try fixture.loader(sources).loadAll() }
        let root = fixture.path
        let working = FileManager.default.currentDirectoryPath
        #expect(
            error?.errors.map(\.message) == [
                "config file `nosuch-cloud.conf` does not exist; searched: \(working)/nosuch-cloud.conf, "
                    + "\(root)/home/.cloudsh/nosuch-cloud.conf, \(root)/home/nosuch-cloud.conf, \(root)/etc/cloudsh/nosuch-cloud.conf, "
                    + "\(root)/etc/nosuch-cloud.conf",
                "config file `\(root)/x.conf` does not exist; searched: \(root)/x.conf",
                "config directory `\(root)/nodir` does not exist",
                "cannot read config file `\(root)`: Is a directory",
                "debug must be a boolean (true, yes, on, 1 or false, no, off, 0), not `x`",
            ])
        #expect(error?.description.hasPrefix("nosuch-cloud.conf: error: config file") == true)
    }

    @Test("a file that is not text is an error")
    func notText() throws {
        let fixture = try ConfigFixture()
        let path = fixture.path + "/binary.conf"
        #expect(FileManager.default.createFile(atPath: path, contents: Data([0x5B, 0xFF, 0xFE, 0x00])))
        let error = #expect(throws: ConfigErrors.self) { try fixture.loader([.file(path)]).loadAll() }
        #expect(error?.errors.map(\.message) == ["cannot read config file `\(path)`: not UTF-8 text"])
    }

    @Test("without a named file the search path counts, and a project's own directories when they are asked for")
    func search() throws {
        let fixture = try ConfigFixture([
            "etc/cloudsh/cloudsh.conf": "[DEFAULT]\ndebug = true\n", "etc/cloudsh.conf": "[DEFAULT]\ndebug = false\n",
            "home/.cloudsh/cinder.conf": "[DEFAULT]\nhost = mine\n", "etc/cinder/cinder.conf": "[DEFAULT]\nhost = system\n",
            "etc/neutron/neutron.conf": "[DEFAULT]\nhost = system\n", "home/neutron-server.conf": "[DEFAULT]\nstate_path = home\n",
            "etc/neutron/neutron.conf.d/x.conf": "[DEFAULT]\nmy_ip = 10.9.9.9\n",
        ])
        let plain = try fixture.loader().loadAll()
        #expect(plain[.cinder]?.string("host") == "mine")
        #expect(plain[.neutron]?.string("host") == "host1")
        #expect(plain[.keystone]?.bool("debug") == true)
        let asked = try fixture.loader(searching: [.neutron]).loadAll()
        #expect(asked[.neutron]?.string("host") == "system")
        #expect(asked[.neutron]?.string("state_path") == "home")
        #expect(asked[.neutron]?.string("my_ip") == "10.9.9.9")
        let named = try fixture.loader([.file("\(fixture.path)/etc/cloudsh.conf")]).loadAll()
        #expect(named[.cinder]?.string("host") == "host1")
        #expect(named[.cinder]?.bool("debug") == false)
    }

    @Test("a bare name is looked for in the search path as well")
    func bareName() throws {
        let fixture = try ConfigFixture(["etc/cinder/cinder-only-here.conf": "[DEFAULT]\nhost = a\n"])
        let snapshot = try fixture.loader([.file("cinder-only-here.conf")]).load(.cinder)
        #expect(snapshot.string("host") == "a")
        #expect(snapshot.source("host")?.description == "\(fixture.path)/etc/cinder/cinder-only-here.conf:2")
    }

    @Test("a file that an option names is found beside the configuration files, then in the search path")
    func findFile() throws {
        let fixture = try ConfigFixture([
            "a/cinder.conf": "[DEFAULT]\n", "a/x.ini": "", "b/cinder.conf": "[DEFAULT]\n", "b/x.ini": "", "a/y.ini": "", "d/z.ini": "",
            "d/y.ini": "", "etc/cinder/w.ini": "",
        ])
        let root = fixture.path
        let sources: [ConfigSource] = [.file("\(root)/a/cinder.conf"), .file("\(root)/b/cinder.conf"), .directory("\(root)/d")]
        let snapshot = try fixture.loader(sources).load(.cinder)
        #expect(snapshot.findFile("x.ini") == "\(root)/b/x.ini")
        #expect(snapshot.findFile("y.ini") == "\(root)/d/y.ini")
        #expect(snapshot.findFile("z.ini") == "\(root)/d/z.ini")
        #expect(snapshot.findFile("w.ini") == "\(root)/etc/cinder/w.ini")
        #expect(snapshot.findFile("\(root)/a/y.ini") == "\(root)/a/y.ini")
        #expect(snapshot.findFile("v.ini") == nil)
        #expect(snapshot.findFile("/v.ini") == nil)
    }

    @Test("both deployment files are read, each for its project, and say nothing suspicious")
    func deployments() throws {
        let files = ["cinder", "neutron"].map { reference("deployments/\($0).conf") }
        let set = try ConfigLoader(sources: files.map(ConfigSource.file), host: .example).loadAll()
        let cinder = try #require(set[.cinder])
        #expect(cinder.string("api_paste_config") == "cinder-2016-api-paste.ini")
        #expect(["enable_v1_api", "enable_v2_api", "enable_v3_api"].map { cinder.bool($0) } == [false, true, true])
        #expect(cinder.string("auth_strategy") == "noauth")
        #expect(cinder.string("osapi_volume_listen") == "127.0.0.1")
        #expect(cinder.int("osapi_volume_listen_port") == 8776)
        #expect(cinder.int("osapi_volume_workers") == 2)
        #expect(cinder.findFile("cinder-2016-api-paste.ini") == reference("deployments/cinder-2016-api-paste.ini"))
        #expect(cinder.source("osapi_volume_workers")?.description == "\(files[0]):14")
        let neutron = try #require(set[.neutron])
        #expect(neutron.string("bind_host") == "127.0.0.1")
        #expect(neutron.int("bind_port") == 9696)
        #expect(neutron.string("core_plugin") == "ml2")
        #expect(neutron.list("service_plugins") == ["router"])
        #expect([neutron.int("api_workers"), neutron.int("rpc_workers")] == [2, 1])
        #expect(set[.keystone]?.string("auth_strategy") == nil)
        #expect(set.warnings.isEmpty)
    }

    @Test("all files stand above what the program itself gives")
    func base() throws {
        var loader = ConfigLoader(texts: ["[DEFAULT]\nhost = common\n"])
        loader.base = [.cinder: "[DEFAULT]\nhost = base\nosapi_volume_listen = 127.0.0.1\n"]
        let set = try loader.loadAll()
        #expect(set[.cinder]?.string("host") == "common")
        #expect(set[.cinder]?.string("osapi_volume_listen") == "127.0.0.1")
        #expect(set[.cinder]?.source("osapi_volume_listen")?.description == "built in:3")
        #expect(set.files == ["file1.conf"])
        #expect(set[.neutron]?.string("bind_host") == "0.0.0.0")
    }

    @Test("an unknown option of a common file is suspicious when no project knows it")
    func commonUnknown() throws {
        let set = try ConfigLoader(texts: ["[DEFAULT]\nosapi_max_limit = 1\nbind_prot = 1\n"]).loadAll()
        #expect(
            set.warnings.map(\.description) == [
                "file1.conf:3:1: warning: unknown option bind_prot is ignored\nbind_prot = 1\n^\nDid you mean `bind_port` in [DEFAULT]?"
            ])
    }

    @Test("sections of volume back ends are kept, and are not suspicious")
    func backends() throws {
        let text = "[DEFAULT]\nenabled_backends = LVM-1\n[lvm-1]\nvolume_driver = x\nvolume_backend_name = y\n"
        let snapshot = try load(.cinder, text)
        #expect(snapshot.unknown.isEmpty)
        #expect(snapshot.unregisteredValues(group: "LVM-1").map(\.value) == ["x", "y"])
    }
}
