import HTTPApplication
import INI
import NIOCore
import NIOHTTP1
import PasteDeploy
import Testing

/// Loads `text` as `/etc/cloud/main.ini`, beside other files, with the factories of the tests.
private func load(
    _ text: String, _ section: String = "main", files: [String: String] = [:],
    settings: DeploySettings = DeploySettings(authStrategy: "noauth"), calls: FactoryCalls = FactoryCalls()
) throws -> DeployPlan {
    let loader = DeployLoader(registry: .forTests(calls), settings: settings) { path in
        if path == "/etc/cloud/main.ini" { return text }
        guard let other = files[path] else { throw FactoryOptionError(option: path, message: "no such file") }
        return other
    }
    return try loader.plan(.file("/etc/cloud/main.ini"), section: section)
}

/// What the factories are called with when the plan is built.
private func calls(
    _ text: String, _ section: String = "main", files: [String: String] = [:],
    settings: DeploySettings = DeploySettings(authStrategy: "noauth")
) throws -> [FactoryArguments] {
    let calls = FactoryCalls()
    _ = try load(text, section, files: files, settings: settings, calls: calls).build()
    return calls.all
}

private func local(_ arguments: FactoryArguments?) -> [String: String] {
    Dictionary((arguments?.localConf ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { _, new in new })
}

private let places = ["here": "/etc/cloud", "__file__": "/etc/cloud/main.ini"]

@Suite struct `Options` {
    @Test func `of DEFAULT are global, the section's own are local`() throws {
        let call = try #require(try calls("[DEFAULT]\ng = 1\n[app:main]\npaste.app_factory = m:app\nCase = %(g)s%%\n").first)
        #expect(call.globalConf == places.merging(["g": "1"]) { $1 })
        #expect(local(call) == ["Case": "1%"])
    }

    @Test func `that share a name with DEFAULT are dropped without a change, with a warning`() throws {
        let plan = try load("[DEFAULT]\nd = 1\n[app:main]\npaste.app_factory = m:app\nd = 2\nv = %(d)s\n")
        guard case .application(let planned) = plan.root else { return #expect(Bool(false)) }
        #expect(planned.arguments.globalConf["d"] == "1")
        #expect(local(planned.arguments) == ["v": "2"])
        #expect(plan.warnings.map(\.position) == [SourcePosition(file: "/etc/cloud/main.ini", line: 5, column: 1)])
    }

    @Test func `set changes global conf, for what the section uses, too`() throws {
        let text = """
            [DEFAULT]
            x = 0
            [app:main]
            use = other
            set x = outer
            o = 1
            [app:other]
            set x = inner
            paste.app_factory = m:app
            o = 0
            p = 2
            get seen = x
            """
        let call = try #require(try calls(text).first)
        #expect(call.globalConf["x"] == "outer")
        #expect(local(call) == ["o": "1", "p": "2", "seen": "inner"])
        #expect(call.name == "main")
        #expect(call.sectionName == "app:main")
    }

    @Test func `set reaches the parts of a urlmap, but not those of a pipeline factory`() throws {
        let text = """
            [DEFAULT]
            x = 0
            [composite:main]
            use = egg:Paste#urlmap
            set x = 1
            /a = leaf
            /b = chosen
            [composite:chosen]
            use = call:neutron.auth:pipeline_factory
            noauth = leaf
            [app:leaf]
            paste.app_factory = m:app
            """
        #expect(try calls(text).map { $0.globalConf["x"] } == ["1", "0"])
    }

    @Test func `set is allowed in a pipeline`() throws {
        let text = """
            [pipeline:main]
            set x = 5
            pipeline = f leaf
            [filter:f]
            paste.filter_factory = m:filter
            [app:leaf]
            paste.app_factory = m:app
            """
        #expect(try calls(text).map { $0.globalConf["x"] } == ["5", "5"])
    }

    @Test func `of a caller stand back in interpolation and win in global conf`() throws {
        let settings = DeploySettings(authStrategy: "noauth", globalConf: ["a": "caller", "b": "own"])
        let call = try #require(
            try calls("[DEFAULT]\na = file\n[app:main]\npaste.app_factory = m:app\nv = %(a)s %(b)s\n", settings: settings).first)
        #expect(call.globalConf == places.merging(["a": "caller", "b": "own"]) { $1 })
        #expect(local(call) == ["v": "file own"])
    }

    @Test func `require is dropped`() throws {
        #expect(local(try calls("[app:main]\npaste.app_factory = m:app\nrequire = Paste\n").first).isEmpty)
    }

    @Test func `are read as what the factory wants`() throws {
        let text = "[app:main]\npaste.app_factory = m:app\nb = Yes\ni = 12\nl = a, b\n  c,\nbad = x\n"
        let call = try #require(try calls(text).first)
        #expect(try call.bool("b") == true)
        #expect(try call.int("i") == 12)
        #expect(call.list("l") == ["a", "b", "c"])
        #expect(try call.bool("none") == nil)
        #expect(throws: FactoryOptionError.self) { try call.int("bad") }
    }
}

@Suite struct `A reference` {
    @Test(arguments: [
        "paste.app_factory = m:app", "paste.app_factory = m : app", "use = call:m:app", "use = egg:M", "use = EGG:m#main",
        "use = egg:M#app",
    ])
    func `finds a factory by each form of its name`(line: String) throws {
        let extra = line.contains("main") ? "m" : ""
        #expect(try calls("[app:main]\n\(line)\nv = \(extra)\n").count == 1)
    }

    @Test(arguments: ["[app:main]", "[application:main]", "[app: main ]"])
    func `finds a section by each alias and with blanks`(header: String) throws {
        #expect(try calls("\(header)\nuse = call:m:app\n").map(\.name) == ["main"])
    }

    @Test func `takes the first alias of a kind`() throws {
        #expect(
            try calls("[application:main]\nuse = call:m:app\nv = 2\n[app:main]\nuse = call:m:app\nv = 1\n").map { $0.string("v") } == ["1"])
    }

    @Test func `to another file has that file's here and this file's __file__`() throws {
        let included = """
            [DEFAULT]
            x = inner
            y = %(here)s
            [app:main]
            use = call:m:app
            q = %(here)s
            f = %(__file__)s
            x = dropped
            only = dropped, too
            z = 1
            """
        let call = try #require(
            try calls(
                "[DEFAULT]\nx = outer\nonly = 5\n[app:main]\nuse = config:sub%%20dir/inc.ini\nz = 9\n",
                files: ["/etc/cloud/sub dir/inc.ini": included]
            ).first)
        #expect(call.globalConf == places.merging(["x": "outer", "y": "/etc/cloud/sub dir", "only": "5"]) { $1 })
        #expect(local(call) == ["q": "/etc/cloud/sub dir", "f": "/etc/cloud/sub dir/inc.ini", "z": "9"])
    }

    @Test func `of a composite that is used from another file resolves in the using file`() throws {
        let included = "[composite:c]\nuse = egg:Paste#urlmap\n/ = leaf\n[app:leaf]\nuse = call:m:app\nfrom = inner\n"
        let text = "[app:main]\nuse = config:/x/inc.ini#c\n[app:leaf]\nuse = call:m:app\nfrom = outer\n"
        #expect(try calls(text, files: ["/x/inc.ini": included]).map { $0.string("from") } == ["outer"])
    }

    @Test func `in a pipeline or a urlmap may be a URI`() throws {
        let text = """
            [composite:main]
            use = egg:Paste#urlmap
            / = config:inc.ini#other
            /e = egg:M
            /p = p
            [pipeline:p]
            pipeline = egg:M#filter egg:M#app
            """
        let files = ["/etc/cloud/inc.ini": "[app:other]\nuse = call:m:app\n"]
        #expect(try calls(text, files: files).map(\.name) == ["other", "egg:M", "egg:M#app", "egg:M#filter"])
    }
}

@Suite struct `The order of creation` {
    private let parts = """

        [filter:f]
        paste.filter_factory = m:filter
        [filter:g]
        paste.filter_app_factory = m:filter
        [filter:h]
        use = call:m:filter
        filter-with = g
        [app:leaf]
        use = call:m:app

        """

    @Test(arguments: [
        ("[pipeline:main]\npipeline = f g leaf", "leaf f g", "f g"),
        ("[pipeline:main]\npipeline =\n  f\n  h\n\n  # no more\n  leaf", "leaf f g h", "f g h"),
        ("[composite:main]\nuse = call:neutron.auth:pipeline_factory\nnoauth = f g leaf", "f g leaf", "f g"),
        ("[composit:main]\nuse = call:cinder.api.auth:pipeline_factory\nnoauth = f leaf", "f leaf", "f"),
        ("[app:main]\nuse = leaf\nfilter-with = f", "f main", "f"),
        ("[app:main]\nuse = leaf\nfilter-with = h", "g h main", "g h"),
        ("[filter-app:main]\nuse = f\nnext = leaf", "leaf main", "main"),
        ("[filter-app:main]\nnext = leaf\npaste.filter_factory = m:filter\nfilter-with = g", "g leaf main", "g main"),
        ("[pipeline:main]\npipeline = f leaf\nfilter-with = g", "g leaf f", "g f"),
        ("[pipeline:main]\npipeline = f second\n[pipeline:second]\npipeline = g f leaf", "leaf g f f", "f g f"),
    ])
    func `is Paste's, and the first filter is the outermost`(text: String, created: String, passed: String) async throws {
        let calls = FactoryCalls()
        let plan = try load(text + parts, calls: calls)
        let application = try plan.build()
        #expect(calls.names.joined(separator: " ") == created)
        let response = try await application.respond(to: Request(method: .GET, target: "/x"))
        let name = text.contains("use = leaf") ? "main" : "leaf"
        #expect(String(buffer: response.bufferedBody) == "\(name) '' '/x' [\(passed)]")
        #expect(plan.paths.map { $0.filterNames.joined(separator: " ") } == [passed])
    }

    @Test func `is begun anew for each use of a section`() throws {
        let calls = FactoryCalls()
        _ = try load("[composite:main]\nuse = egg:Paste#urlmap\n/a = leaf\n/b = leaf\n" + parts, calls: calls).build()
        #expect(calls.names == ["leaf", "leaf"])
    }
}

@Suite struct `A plan` {
    private let text = """
        [composite:main]
        use = egg:Paste#urlmap
        / = versions
        /v2 = api
        [composite:api]
        use = call:neutron.auth:pipeline_factory
        noauth = a b leaf
        keystone = b a c leaf
        [filter:a]
        paste.filter_factory = m:filter
        admin_password = hunter2
        [filter:b]
        paste.filter_factory = m:filter
        size = 1
        [filter:c]
        paste.filter_factory = m:filter
        [app:leaf]
        paste.app_factory = m:app
        [app:versions]
        paste.app_factory = m:app
        """

    @Test func `prints as a tree without secrets`() throws {
        #expect(
            try load(text).description == """
                urlmap main
                  /
                    app versions [m:app]
                  /v2
                    pipeline api (noauth)
                      filter a [m:filter] admin_password=****
                      filter b [m:filter] size=1
                      app leaf [m:app]
                """)
    }

    @Test func `names the filters that do harm on purpose`() throws {
        #expect(try load(text).faultFilters == [])
        let harmful = text.replacing("[filter:b]\npaste.filter_factory = m:filter\nsize = 1", with: "[filter:b]\nuse = egg:cloudsh#harm")
        #expect(try load(harmful).faultFilters == ["b"])
    }

    @Test(
        arguments: [("0.25", 0.25), (" -1e2 ", -100), ("x", nil), ("inf", nil), ("0x10", nil), ("1e999", nil), ("", nil)]
            as [(String, Double?)])
    func `reads numbers that need not be whole, and refuses what is none`(text: String, value: Double?) throws {
        let file = "[pipeline:main]\npipeline = f a\n[filter:f]\nuse = egg:cloudsh#harm\nseconds = \(text)\n[app:a]\nuse = egg:M\n"
        if let value {
            #expect(try calls(file).first { $0.name == "f" }?.number("seconds") == value)
        } else {
            let error = #expect(throws: DeployErrors.self) { try load(file) }
            #expect(error?.errors.first?.message.contains("is no number") == true)
            #expect(error?.errors.first?.position.line == 5)
        }
    }

    @Test func `has a digest that follows what is effective`() throws {
        let digest = try load(text).digest
        #expect(digest.count == 16)
        #expect(try load("# a comment\n" + text.replacing("m:app", with: "m : app")).digest == digest)
        #expect(try load(text.replacing("b a c leaf", with: "a b c leaf")).digest == digest)
        #expect(try load(text.replacing("size = 1", with: "size = 2")).digest != digest)
        #expect(try load(text.replacing("a b leaf", with: "b a leaf")).digest != digest)
        #expect(try load(text.replacing("/v2", with: "/v3")).digest != digest)
    }

    @Test func `says what another one changes`() throws {
        let old = try load(text)
        let keystone = try load(text, settings: DeploySettings(authStrategy: "keystone"))
        #expect(
            DeployPlan.diff(old, keystone).map(\.description) == [
                "/v2: strategy changed: noauth -> keystone",
                "/v2: filter moved: a: outermost -> after b",
                "/v2: filter added: c (after a)",
            ])
        let edited = text.replacing("size = 1", with: "size = 2").replacing("hunter2", with: "other").replacing(
            "/ = versions", with: "/x = versions")
        #expect(
            DeployPlan.diff(old, try load(edited)).map(\.description) == [
                "/: mount removed (was: versions)", "/x: mount added (versions)", "/v2: option changed: a admin_password: **** -> ****",
                "/v2: option changed: b size: 1 -> 2",
            ])
        #expect(
            DeployPlan.diff(old, try load(text.replacing("a b leaf", with: "b versions"))).map(\.description) == [
                "/v2: filter removed: a (was: outermost)", "/v2: app changed: leaf -> versions",
            ])
        #expect(DeployPlan.diff(old, old).isEmpty)
    }

    @Test func `reports what factories throw at the option or the section`() throws {
        let text = """
            [pipeline:main]
            pipeline = f g leaf
            [filter:f]
            paste.filter_factory = m:bad_filter
            color = blurple
            [filter:g]
            paste.filter_factory = m:bad_filter
            [app:leaf]
            paste.app_factory = m:app
            """
        let plan = try load(text)
        let errors = #expect(throws: DeployErrors.self) { try plan.build() }?.errors ?? []
        #expect(errors.map(\.position.line) == [5, 6])
        #expect(
            errors.first?.description == """
                /etc/cloud/main.ini:5:9: error: option `color`: `blurple` is no color
                color = blurple
                        ^
                """)
    }

    @Test func `keeps the names of a registry's rows`() {
        let registry = FactoryRegistry.withEveryHistoricalName()
        let rows = registry.all.filter { $0.key == "request_id" }
        #expect(rows.count == 1)
        #expect(rows.first?.names.contains("egg:oslo.middleware#request_id") == true)
        #expect(rows.first?.names.contains("egg:cloudsh#request_id") == true)
        #expect(registry.contains(.filter, named: "egg:Oslo_Middleware#request_id"))
        #expect(registry.nearest(to: "oslo_midleware:RequestId.factory", kinds: [.filter]) == "oslo_middleware:RequestId.factory")
        #expect(registry.all.filter { $0.kind == .composite }.count == 5)
    }
}
