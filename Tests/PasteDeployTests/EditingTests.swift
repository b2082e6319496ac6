import INI
import PasteDeploy
import Testing

private typealias Choice = PipelineEdit.FilterChoice

/// The factories of the tests with one that is known by a short name, as the fault filters are.
private let registry: FactoryRegistry = {
    var registry = FactoryRegistry.forTests(in: .withEveryHistoricalName())
    registry.registerFilter(
        key: "delay", summary: "Waits.",
        options: [FactoryOption("seconds", "How long.", type: .integer), FactoryOption("match", "Which requests.")]
    ) { MarkingFilter(name: $0.name) }
    return registry
}()

private func plan(_ text: String, _ section: String = "main", strategy: String = "keystone") throws -> DeployPlan {
    let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: strategy), readFile: readOther)
    return try loader.plan(.text(text, name: "/etc/cloud/main.ini"), section: section)
}

@Sendable private func readOther(_ path: String) throws -> String {
    guard path == "/etc/cloud/other.ini" else { throw FactoryOptionError(option: path, message: "no such file") }
    return "[pipeline:main]\npipeline = f app\n[filter:f]\nuse = call:m:filter\n[app:app]\nuse = call:m:app\nat = %(here)s\n"
}

extension DeployPlan {
    fileprivate func edited(_ action: PipelineEdit.Action, at mount: String? = nil) throws -> DeployPlan {
        try DeployEditor(registry: registry, plan: self, readFile: readOther).plan(after: PipelineEdit(action, mount: mount))
    }

    /// The filters at each mount.
    fileprivate var ways: [String: String] {
        Dictionary(paths.map { ($0.mount, $0.filterNames.joined(separator: " ")) }, uniquingKeysWith: { $1 })
    }
}

private let parts = """

    [filter:f]
    use = call:m:filter
    [filter:g]
    use = call:m:filter
    [app:leaf]
    use = call:m:app

    """

@Suite struct `An edit of a pipeline` {
    @Test(arguments: [
        (PipelineEdit.Action.insert(Choice("delay"), .outermost), "cors http_proxy_to_wsgi request_id catch_errors delay osprofiler"),
        (.insert(Choice("delay"), .before("authtoken")), "osprofiler delay authtoken keystonecontext"),
        (.insert(Choice("delay"), .after("extensions")), "keystonecontext extensions delay"),
        (.remove("osprofiler"), "catch_errors authtoken"),
        (.replace("osprofiler", with: Choice("delay")), "catch_errors delay authtoken"),
        (.replace("keystonecontext.neutron", with: Choice("fake_project_id")), "authtoken fake_project_id extensions"),
    ])
    func `of the network service changes the API's pipeline alone`(action: PipelineEdit.Action, part: String) throws {
        let before = try plan(EmbeddedDeployments.neutron, "neutron")
        let after = try before.edited(action)
        #expect(after.ways["/v2.0"]?.contains(part) == true, "\(after.ways)")
        for mount in ["/", "/healthcheck"] { #expect(after.ways[mount] == before.ways[mount]) }
        #expect(after.digest != before.digest)
        #expect(try plan(after.document.text, "neutron").digest == after.digest)
        #expect(after.warnings.isEmpty)
    }

    @Test func `leaves the pipelines of other strategies as they are`() throws {
        let after = try plan(EmbeddedDeployments.neutron, "neutron").edited(.insert(Choice("delay"), .outermost))
        #expect(try plan(after.document.text, "neutron", strategy: "noauth").ways["/v2.0"]?.contains("delay") == false)
    }

    @Test func `changes every pipeline that has the filter it names, or the one that is mounted where it says`() throws {
        let before = try plan(try Shared.deployment("cinder-2016-api-paste.ini"), "osapi_volume")
        let all = try before.edited(.insert(Choice("delay"), .after("faultwrap")))
        #expect(all.paths.allSatisfy { $0.filterNames.contains("delay") })
        let one = try before.edited(.insert(Choice("delay"), .after("faultwrap")), at: "/v3/")
        #expect(one.paths.map { $0.filterNames.contains("delay") } == [false, false, false, true])
        let api = try before.edited(.insert(Choice("delay"), .outermost))
        #expect(api.paths.map { $0.filterNames.contains("delay") } == [false, true, true, true])
    }

    @Test func `adds a section of its own with the options, and takes it away again`() throws {
        let before = try plan(EmbeddedDeployments.neutron, "neutron")
        let options = [Choice.Option(key: "seconds", value: "2"), Choice.Option(key: "match", value: "path ~ '%20'")]
        let first = try before.edited(.insert(Choice("delay", options: options), .before("authtoken")))
        let delay = try #require(first.paths.last?.filters.first { $0.name == "delay" })
        #expect(delay.key == "delay")
        #expect(delay.arguments.string("seconds") == "2" && delay.arguments.string("match") == "path ~ '%20'")
        #expect(first.document.text.hasPrefix(EmbeddedDeployments.neutron.prefix { $0 != "k" }))

        let second = try first.edited(.insert(Choice("delay", options: [options[0]]), .after("extensions")))
        #expect(second.ways["/v2.0"]?.hasSuffix("extensions delay_2") == true)
        let replaced = try second.edited(.replace("delay_2", with: Choice("delay", options: [Choice.Option(key: "seconds", value: "3")])))
        #expect(replaced.paths.last?.filters.last?.arguments.string("seconds") == "3")
        #expect(replaced.paths.last?.filters.last?.arguments.string("match") == nil)

        let back = try replaced.edited(.remove(replaced.paths.last?.filterNames.last ?? "")).edited(.remove("delay"))
        #expect(back.digest == before.digest)
        #expect(!back.document.text.contains("delay"))
        #expect(DeployPlan.diff(before, back).isEmpty)
    }

    @Test func `uses a section of the deployment, with other options through a section that uses it`() throws {
        let before = try plan("[pipeline:main]\npipeline = f leaf" + parts)
        #expect(try before.edited(.insert(Choice("g"), .before("f"))).ways == ["/": "g f"])
        let other = try before.edited(.insert(Choice("g", options: [Choice.Option(key: "k", value: "v")]), .after("f")))
        #expect(other.ways == ["/": "f g_2"])
        #expect(other.paths.first?.filters.last?.arguments.string("k") == "v")
    }

    @Test func `keeps a list as it is written`() throws {
        let text = "[pipeline:main]\n# the list\npipeline =\n    f\n    # then\n    leaf" + parts
        let after = try plan(text).edited(.insert(Choice("g"), .after("f")))
        #expect(after.document.text == text.replacing("    # then\n", with: "    # then\n    g\n"))
        #expect(try after.edited(.remove("g")).document.text == text)
    }

    @Test func `reaches lists that references stand for`() throws {
        let text = "[DEFAULT]\ncommon = f\nwhole = f leaf\n[pipeline:main]\npipeline = %(common)s leaf" + parts
        #expect(try plan(text).edited(.insert(Choice("g"), .after("f"))).document.text.contains("pipeline = %(common)s g leaf\n"))
        #expect(try plan(text).edited(.insert(Choice("g"), .before("f"))).document.text.contains("pipeline = g f leaf\n"))
        let fetched = "[DEFAULT]\nwhole = f leaf\n[composite:main]\nuse = call:neutron.auth:pipeline_factory\nget keystone = whole" + parts
        #expect(try plan(fetched).edited(.insert(Choice("g"), .outermost)).ways == ["/": "g f"])
    }

    @Test func `reaches filters that wrap a section, and apps without a pipeline`() throws {
        let wrapped = try plan("[app:main]\nuse = leaf\nfilter-with = f" + parts)
        #expect(try wrapped.edited(.replace("f", with: Choice("g"))).ways == ["/": "g"])
        #expect(try wrapped.edited(.remove("f")).ways == ["/": ""])
        let bare = try plan("[composite:main]\nuse = egg:Paste#urlmap\n/a = leaf\n/b = other\n[app:other]\nuse = leaf" + parts)
        #expect(try bare.edited(.insert(Choice("g"), .outermost), at: "/b").ways == ["/a": "", "/b": "g"])
    }

    @Test(arguments: [
        (PipelineEdit.Action.insert(Choice("dely"), .outermost), "there is no filter `dely`", "Did you mean `delay`?"),
        (.insert(Choice("leaf"), .outermost), "`leaf` is no filter", "Filters of the deployment: f, g."),
        (.insert(Choice("delay"), .before("ff")), "no pipeline of the strategy `keystone` has a filter `ff`", "Did you mean `f`?"),
        (.remove("zzz"), "no pipeline of the strategy `keystone` has a filter `zzz`", "There are: f."),
        (
            .insert(Choice("delay", options: [Choice.Option(key: "secnds", value: "1")]), .outermost),
            "filter `delay` has no option `secnds`", "Did you mean `seconds`?"
        ),
        (
            .insert(Choice("delay", options: [Choice.Option(key: "seconds", value: "x")]), .outermost),
            "option `seconds`: `x` is no integer", ""
        ),
        (.insert(Choice("m:strict_filter"), .outermost), "filter `m:strict_filter` needs the option `project`", "Whose."),
        (
            .insert(Choice("g", options: [Choice.Option(key: "a=b", value: "x")]), .outermost), "`a=b` is no name of a filter's option",
            ""
        ),
        (
            .insert(Choice("g", options: [Choice.Option(key: "d", value: "x")]), .outermost),
            "option `d` cannot have the value `x` in this deployment", "[DEFAULT] has an option of that name, which hides it."
        ),
        (.insert(Choice("f"), .outermost), "the edited deployment cannot be loaded", ""),
        (.replace("f", with: Choice("f")), "the text of this deployment cannot be edited so: `/` would stay as it is", ""),
    ])
    func `that cannot be made says why`(action: PipelineEdit.Action, message: String, advice: String) throws {
        let before = try plan("[DEFAULT]\nd = 1\n[pipeline:main]\npipeline = f leaf" + parts)
        let error = #expect(throws: DeployEditError.self) { try before.edited(action) }
        #expect(error?.message == message)
        #expect(advice.isEmpty || error?.advice == advice)
    }

    @Test func `is refused where it would change more than it says`() throws {
        let shared = try plan(
            "[composite:main]\nuse = egg:Paste#urlmap\n/a = p\n/b = p\n[pipeline:p]\npipeline = f leaf" + parts)
        let error = #expect(throws: DeployEditError.self) { try shared.edited(.remove("f"), at: "/a") }
        #expect(error?.message == "the pipeline at `/a` is that of `/b`, too")
        #expect(try shared.edited(.remove("f")).ways == ["/a": "", "/b": ""])
        let unknown = #expect(throws: DeployEditError.self) { try shared.edited(.remove("f"), at: "/c") }
        #expect(unknown?.message == "nothing is mounted at `/c`")
        let included = try plan("[app:main]\nuse = config:other.ini")
        let other = #expect(throws: DeployEditError.self) { try included.edited(.remove("f")) }
        #expect(other?.message == "the pipeline `main` is in /etc/cloud/other.ini, which this deployment includes")
    }
}

@Suite struct `The text of a running deployment` {
    @Test(arguments: PublishedFile.all, ["noauth", "keystone"])
    func `loads to the same digest, edited or not`(file: PublishedFile, strategy: String) throws {
        guard !file.isTemplate else { return }
        for style in 0..<3 {
            for app in file.apps {
                let original = try plan(Shared.ini(file.sections, style: style), app, strategy: strategy)
                #expect(original.document.text == Shared.ini(file.sections, style: style))
                let options = [Choice.Option(key: "seconds", value: "1")]
                let delayed = try original.edited(.insert(Choice("delay", options: options), .outermost))
                var edits = [original, delayed, try delayed.edited(.replace("delay", with: Choice("m:filter")))]
                if let last = original.paths.max(by: { $0.filters.count < $1.filters.count })?.filterNames.last {
                    edits.append(try delayed.edited(.remove(last)))
                }
                for edited in edits {
                    let again = try plan(edited.text(movedTo: "/tmp/elsewhere/api-paste.ini"), app, strategy: strategy)
                    #expect(again.digest == edited.digest)
                    #expect(DeployPlan.diff(edited, again).isEmpty)
                }
                #expect(try delayed.edited(.remove("delay")).digest == original.digest)
            }
        }
    }

    @Test func `means the same in another directory`() throws {
        let text = """
            [composite:main]
            use = egg:Paste#urlmap
            /a = config:other.ini
            /b = b
            /c = c
            [app:b]
            use = config:other.ini#app
            log = %(here)s/log
            get file = __file__
            [pipeline:c]
            pipeline = config:other.ini#f config:/etc/cloud/other.ini#app

            """
        let original = try plan(text)
        #expect(original.text(movedTo: "/etc/cloud/main.ini") == text)
        let moved = original.text(movedTo: "/srv/100%/saved.ini")
        let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: "keystone"), readFile: readOther)
        let again = try loader.plan(.text(moved, name: "/srv/100%/saved.ini"))
        #expect(again.digest == original.digest)
        #expect(again.paths.first { $0.mount == "/b" }?.application.arguments.string("log") == "/etc/cloud/log")
        #expect(again.paths.first { $0.mount == "/b" }?.application.arguments.string("file") == "/etc/cloud/main.ini")
        #expect(again.paths.first { $0.mount == "/b" }?.application.arguments.string("at") == "/etc/cloud")
        #expect(moved.contains("/a = config:/etc/cloud/other.ini\n"))
        #expect(moved.contains("pipeline = config:/etc/cloud/other.ini#f config:/etc/cloud/other.ini#app\n"))
    }
}

@Suite struct `The digest of a deployment` {
    private static let text = """
        [DEFAULT]
        x = 1
        [composite:main]
        use = egg:Paste#urlmap
        /a = api
        /b = leaf
        [composite:api]
        use = call:neutron.auth:pipeline_factory
        keystone = f g leaf
        noauth = g f leaf
        [filter:f]
        paste.filter_factory = m:filter
        o = 1
        p = 2
        [filter:g]
        paste.filter_factory = m:filter
        [app:leaf]
        paste.app_factory = m:app
        """

    @Test func `does not depend on order, comments or spelling`() throws {
        let sections = Self.text.replacing("[", with: "\u{1}[").split(separator: "\u{1}").map(String.init)
        let same = [
            sections.reversed().map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined(separator: "# comment\n\n"),
            Self.text.replacing("/a = api\n/b = leaf", with: "/b: leaf\n/a/: api"),
            Self.text.replacing("o = 1\np = 2", with: "p = 2\no = %(x)s"),
            Self.text.replacing("paste.app_factory = m:app", with: "use = egg:M#app"),
            Self.text + "\n[filter:unused]\nuse = f\n[keystone_authtoken]\na = b",
        ]
        for text in same { #expect(try plan(text).digest == plan(Self.text).digest, "\(text)") }
    }

    @Test func `depends on every filter, their order, options and the strategy`() throws {
        let other = [
            Self.text.replacing("keystone = f g leaf", with: "keystone = g f leaf"),
            Self.text.replacing("keystone = f g leaf", with: "keystone = f leaf"),
            Self.text.replacing("o = 1", with: "o = 2"), Self.text.replacing("o = 1\n", with: ""),
            Self.text.replacing("x = 1", with: "x = 2"), Self.text.replacing("/b = leaf", with: "/c = leaf"),
            Self.text.replacing("[filter:g]\npaste.filter_factory = m:filter", with: "[filter:g]\nuse = egg:oslo.middleware#cors"),
        ]
        var digests = try Set(other.map { try plan($0).digest } + [plan(Self.text).digest])
        #expect(digests.count == other.count + 1)
        digests.insert(try plan(Self.text.replacing("noauth = g f leaf", with: "noauth = f g leaf"), strategy: "noauth").digest)
        #expect(digests.count == other.count + 2)
    }
}
