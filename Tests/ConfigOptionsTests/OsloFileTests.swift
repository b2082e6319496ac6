import ConfigOptions
import INI
import Testing

/// The executed facts of oslo.config, one test for each.
@Suite("Configuration files are read as oslo.config reads them")
struct OsloFileTests {
    @Test(
        "an assignment before any section and a line that assigns nothing are mistakes",
        arguments: [("debug = true\n", 1, 1), ("[DEFAULT]\ndebug\n", 2, 1)])
    func grammar(text: String, line: Int, column: Int) throws {
        let error = #expect(throws: ConfigErrors.self) { try load(.cinder, text) }
        #expect(error?.errors.first?.position == SourcePosition(file: "file1.conf", line: line, column: column))
    }

    @Test(
        "the first of = and : separates name and value, and blanks around both go",
        arguments: [
            ("host = a=b", "a=b"), ("host: a", "a"), ("host =  a  ", "a"), ("host=a:b", "a:b"), ("host = 1 # x", "1 # x"),
            ("# host = b\n; host = c\nhost = a", "a"),
        ])
    func assignment(line: String, value: String) throws {
        #expect(try load(.cinder, "[DEFAULT]\n\(line)\n").string("host") == value)
    }

    @Test(
        "one pair of matching quotes goes",
        arguments: [("\"a\"", "a"), ("'a'", "a"), ("\"a'", "\"a'"), ("\"'a'\"", "'a'"), ("\" a \"", " a "), ("\"\"", "")])
    func quotes(text: String, value: String) throws {
        #expect(try load(.cinder, "[DEFAULT]\nhost = \(text)\n").string("host") == value)
    }

    @Test("an indented line continues the value")
    func continuation() throws {
        #expect(try load(.cinder, "[DEFAULT]\nhost = a\n  b\n").string("host") == "a\nb")
        #expect(try load(.cinder, "[DEFAULT]\nenabled_backends = a,\n  b\n").list("enabled_backends") == ["a", "b"])
    }

    @Test("names are case-sensitive and take no hyphen, groups are not case-sensitive but for DEFAULT")
    func names() throws {
        let text = "[DEFAULT]\nlog-dir = /a\nDEBUG = true\n[QUOTAS]\nquota_network = 7\n[default]\ndebug = true\n"
        let snapshot = try load(.neutron, text)
        #expect(snapshot.string("log_dir") == nil)
        #expect(!snapshot.bool("debug"))
        #expect(snapshot.int("quota_network", group: "quotas") == 7)
        #expect(snapshot.unknown.map(\.key.description) == ["log-dir", "DEBUG", "[default] debug"])
    }

    @Test("a repeated section merges; of a repeated option the last counts, of a multi option all")
    func repetition() throws {
        let text = """
            [DEFAULT]
            host = a
            osapi_volume_extension = x
            [oslo_policy]
            policy_dirs = p
            [DEFAULT]
            host = b
            osapi_volume_extension = y
            """
        let snapshot = try ConfigLoader(texts: [text, "[DEFAULT]\nosapi_volume_extension = z\n"]).load(.cinder)
        #expect(snapshot.string("host") == "b")
        #expect(snapshot.multi("osapi_volume_extension") == ["x", "y", "z"])
        #expect(snapshot.multi("policy_dirs", group: "oslo_policy") == ["p"])
    }

    @Test("later files override earlier ones")
    func order() throws {
        let loader = ConfigLoader(texts: ["[DEFAULT]\nhost = a\ndebug = true\n", "[DEFAULT]\nhost = b\n"])
        let snapshot = try loader.load(.cinder)
        #expect(snapshot.string("host") == "b")
        #expect(snapshot.bool("debug"))
        #expect(snapshot.source("host")?.description == "file2.conf:2")
        #expect(snapshot.source("debug")?.description == "file1.conf:3")
    }

    @Test("the command line beats the environment, which beats files, which beat defaults")
    func precedence() throws {
        let text = "[DEFAULT]\nhost = file\nstate_path = file\nmy_ip = 10.0.0.1\n[quotas]\nquota_port = 1\n"
        let environment = ["OS_DEFAULT__HOST": "env", "OS_DEFAULT__STATE_PATH": "env", "OS_QUOTAS__QUOTA_PORT": "2", "OS_CLOUD": "x"]
        let overrides = [OptionOverride("host", value: "cli")]
        let snapshot = try ConfigLoader(texts: [text], environment: environment, overrides: overrides).load(.neutron)
        #expect(snapshot.string("host") == "cli")
        #expect(snapshot.string("state_path") == "env")
        #expect(snapshot.string("my_ip") == "10.0.0.1")
        #expect(snapshot.int("quota_port", group: "quotas") == 2)
        #expect(snapshot.int("bind_port") == 9696)
        let sources = ["host", "state_path", "my_ip", "bind_port"].map { snapshot.source($0)?.description }
        #expect(sources == ["command line", "environment", "file1.conf:4", "default"])
    }

    @Test("an empty value is empty text, an empty list, and no number")
    func emptyValues() throws {
        let snapshot = try load(.cinder, "[DEFAULT]\nhost =\nenabled_backends =\nosapi_max_limit =\nosapi_volume_workers =\n")
        #expect(snapshot.string("host") == "")
        #expect(snapshot.value("enabled_backends") == .list([]))
        #expect(snapshot.value("osapi_max_limit") == .unset)
        #expect(snapshot.int("osapi_volume_workers") == nil)
        #expect(!snapshot.isDefault("osapi_max_limit"))
    }

    @Test(
        "references take the value of another option",
        arguments: [
            ("$state_path/x", "/s/x"), ("${state_path}x", "/sx"), ("$osapi_max_limit", "1000"), ("$oslo_policy.policy_file", "policy.yaml"),
            ("${OSLO_POLICY.policy_file}", "policy.yaml"), ("$image_conversion_dir", "/s/conversion"), ("a$$b", "a$b"), (#"a\$b"#, "a$b"),
            ("$$state_path", "$state_path"), ("100$", "100$"), ("$5", "$5"), ("${state_path", "${state_path"), ("$debug", "False"),
            ("$public_endpoint", ""),
        ])
    func references(text: String, value: String) throws {
        #expect(try load(.cinder, "[DEFAULT]\nstate_path = /s\nhost = \(text)\n").string("host") == value)
    }

    @Test("a bare reference means the own group first, then DEFAULT")
    func referenceGroups() throws {
        let text = """
            [DEFAULT]
            backend = no
            [database]
            connection = $backend:$state_path
            [cache]
            config_prefix = $backend
            """
        let snapshot = try load(.cinder, text)
        #expect(snapshot.string("connection", group: "database") == "sqlalchemy:/var/lib/cinder")
        #expect(snapshot.string("config_prefix", group: "cache") == "dogpile.cache.null")
    }

    @Test("a reference that leads nowhere is a mistake at its place")
    func badReferences() {
        let text = """
            [DEFAULT]
            host = a $nosuch
            storage_availability_zone = ${DEFAULT.host}
            state_path = $volumes_dir
            [oslo_policy]
            policy_file = $cors.nosuch
            """
        #expect(
            mistakes(.cinder, text) == [
                "2:10: host refers to `$nosuch`, and there is no such option",
                "3:29: storage_availability_zone refers to `$DEFAULT.host`, and there is no such option",
                "4:14: state_path refers to itself: state_path -> volumes_dir -> state_path",
                "6:15: [oslo_policy] policy_file refers to `$cors.nosuch`, and there is no such option",
            ])
    }

    @Test("references that multiply are refused before they fill memory")
    func explosion() throws {
        let names = ["host", "state_path", "rootwrap_config", "volume_manager", "backup_manager", "default_availability_zone"]
        var text = "[DEFAULT]\nstorage_availability_zone = \(String(repeating: "x", count: 1000))\n"
        for (name, target) in zip(names, ["storage_availability_zone"] + names) {
            text += "\(name) = " + String(repeating: "$\(target)", count: 20) + "\n"
        }
        let found = mistakes(.cinder, text)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("state_path is longer than 65536 bytes after substitution") == true)
    }

    @Test("the former name of an option is understood with a warning, and the present one wins in the same file")
    func formerNames() throws {
        let old = try load(.neutron, "[ml2]\ntenant_network_types = vlan\n[DEFAULT]\nlogdir = /l\n")
        #expect(old.list("project_network_types", group: "ml2") == ["vlan"])
        #expect(old.string("log_dir") == "/l")
        #expect(
            old.warnings.map(\.description) == [
                "file1.conf:2:1: warning: [ml2] tenant_network_types is a former name\ntenant_network_types = vlan\n^\n"
                    + "Write `project_network_types` in [ml2].",
                "file1.conf:4:1: warning: logdir is a former name\nlogdir = /l\n^\nWrite `log_dir` in [DEFAULT].",
            ])
        let both = try load(.neutron, "[ml2]\nproject_network_types = flat\ntenant_network_types = vlan\n")
        #expect(both.list("project_network_types", group: "ml2") == ["flat"])
        let later = try ConfigLoader(texts: ["[ml2]\nproject_network_types = flat\n", "[ml2]\ntenant_network_types = vlan\n"]).load(
            .neutron)
        #expect(later.list("project_network_types", group: "ml2") == ["vlan"])
    }

    @Test("certificate and key of older deployments stand in DEFAULT")
    func formerCertificate() throws {
        let snapshot = try load(.neutron, "[DEFAULT]\nuse_ssl = true\nssl_cert_file = c\nssl_key_file = k\n")
        #expect(snapshot.string("cert_file", group: "ssl") == "c")
        #expect(snapshot.string("key_file", group: "ssl") == "k")
    }

    @Test("unknown options are ignored, kept, and get a suggestion")
    func unknownOptions() throws {
        let snapshot = try load(.cinder, "[DEFAULT]\nosapi_volume_worker = 2\nlock_path = /x\n[nosuch]\nnothing_like_it = 1\n")
        #expect(snapshot.unknown.map(\.value) == ["2", "/x", "1"])
        let suggestions = snapshot.unknown.map { snapshot.catalog.suggestion(for: $0.key)?.description }
        #expect(suggestions == ["osapi_volume_workers", "[oslo_concurrency] lock_path", nil])
    }

    @Test("an option that is required once its group is enabled")
    func required() {
        #expect(mistakes(.cinder, "[oslo_middleware_tracing]\nenabled = false\n").isEmpty)
        #expect(
            mistakes(.cinder, "[oslo_middleware_tracing]\nenabled = true\n") == [
                "2:11: [oslo_middleware_tracing] service_name has to be set when `enabled` is true"
            ])
        #expect(mistakes(.cinder, "[oslo_middleware_tracing]\nenabled = true\nservice_name = x\n").isEmpty)
    }
}
