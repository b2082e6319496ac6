import BrokenDeployments
import INI
import PasteDeploy
import Testing

@Suite struct `A broken deployment file` {
    static let loader = DeployLoader(
        registry: .forTests(in: .withEveryHistoricalName(except: "xml_body")), settings: DeploySettings(authStrategy: "noauth")
    ) { path in
        if path == "/etc/cloud/other.ini" { return "[app:main]\nuse = call:m:app\n" }
        throw FactoryOptionError(option: path, message: "no such file")
    }

    @Test func `comes in many kinds`() {
        #expect(BrokenFile.all.count >= 60)
    }

    @Test(arguments: BrokenFile.all)
    func `has each of its mistakes reported at its place`(file: BrokenFile) {
        let source = DeploySource.text(file.text, name: "/etc/cloud/main.ini")
        let errors = #expect(throws: DeployErrors.self) { try Self.loader.plan(source) }?.errors ?? []
        for finding in file.findings {
            let isThere = errors.contains {
                $0.position.line == finding.line && $0.position.column == finding.column && $0.message.contains(finding.fragment)
            }
            #expect(isThere, "\(finding) is not among\n\(DeployErrors(errors))")
        }
        #expect(errors.count == file.findings.count, "\(DeployErrors(errors))")
        for error in errors where error.position.line > 0 {
            #expect(error.description.contains("\n"), "no line is shown: \(error)")
        }
        #expect(Self.loader.check(source, section: "main").errors == errors)
    }

    @Test(arguments: [
        ("[pipeline:main]\npipeline = authtokn leaf\n[filter:authtoken]\nuse = f", "Did you mean `authtoken`?"),
        ("[app:main]\npaste.app_factory = m:strict_app\nproject = x\nsiez = 5", "Did you mean `size`?"),
        ("[app:main]\nuse = ege:M", "Did you mean `egg`?"),
        ("[app:main]\npaste.app_factry = m:app", "Did you mean `paste.app_factory` by `paste.app_factry`?"),
        ("[app:mian]\nuse = leaf", "Did you mean `mian`?"),
        ("[composite:main]\nuse = call:neutron.auth:pipeline_factory\nkeystone = leaf", "It has: keystone."),
        ("[DEFAULT]\nport = 1\n[app:main]\nuse = leaf\nx = %(prot)s", "Did you mean `port`?"),
        (
            "[app:main]\npaste.app_factory = cinder.api.v2.ruoter:APIRouter.factory",
            "Did you mean `cinder.api.v2.router:APIRouter.factory`?"
        ),
    ])
    func `gets advice where something near is known`(text: String, advice: String) {
        let source = DeploySource.text(BrokenFile("", text).text, name: "/etc/cloud/main.ini")
        let errors = #expect(throws: DeployErrors.self) { try Self.loader.plan(source) }?.errors ?? []
        #expect(errors.contains { $0.advice == advice }, "\(DeployErrors(errors))")
    }

    @Test func `cannot make the loader work without end`() {
        var bomb = "[composite:main]\nuse = egg:Paste#urlmap\n/a = c0\n/b = c0\n"
        for level in 0..<40 { bomb += "[composite:c\(level)]\nuse = egg:Paste#urlmap\n/a = c\(level + 1)\n/b = c\(level + 1)\n" }
        bomb += "[app:c40]\nuse = call:m:app\n"
        #expect(throws: DeployErrors.self) { try Self.loader.plan(.text(bomb, name: "bomb")) }
        var chain = "[app:main]\nuse = a0\n"
        for level in 0..<1000 { chain += "[app:a\(level)]\nuse = a\(level + 1)\n" }
        #expect(throws: DeployErrors.self) { try Self.loader.plan(.text(chain, name: "chain")) }
    }
}

@Suite struct `A deployment file that loads` {
    private func warnings(_ text: String, strategy: String = "noauth") -> [SourceError] {
        let loader = DeployLoader(
            registry: .forTests(in: .withEveryHistoricalName()), settings: DeploySettings(authStrategy: strategy), readFile: { _ in "" })
        let check = loader.check(.text(BrokenFile("", text).text, name: "f.ini"))
        #expect(check.errors.isEmpty)
        return check.warnings
    }

    private static let filters = """

        [filter:request_id]
        use = egg:oslo.middleware#request_id
        [filter:catch_errors]
        use = egg:oslo.middleware#catch_errors
        [filter:authtoken]
        use = egg:keystonemiddleware#auth_token
        [filter:context]
        paste.filter_factory = neutron.auth:NeutronKeystoneContext.factory
        """

    @Test(arguments: [
        ("pipeline = context authtoken leaf", ["`context` stands before `authtoken`, which is to tell it who the user is"]),
        ("pipeline = authtoken request_id context leaf", ["`authtoken` stands before `request_id`: what it refuses has no request id"]),
        ("pipeline = request_id f catch_errors leaf", ["`f` stands before `catch_errors`, which cannot catch its errors there"]),
        ("pipeline = request_id catch_errors authtoken context leaf", []),
    ])
    func `is warned about filters in a doubtful order`(line: String, expected: [String]) {
        #expect(warnings("[pipeline:main]\n" + line + Self.filters).map(\.message) == expected)
    }

    @Test(arguments: [
        ("[app:main]\nuse = leaf\nx = 1\n  [app:other]\n  use = leaf", 4, "starts no section"),
        ("[DEFAULT]\nx = 1\n[app:main]\nuse = leaf\nx = 2", 5, "[DEFAULT] has an option of that name"),
        ("[app]\nuse = leaf", 1, "it has no name"),
        ("[pipline:main]\npipeline = leaf", 1, "`pipline` is no kind of section"),
        ("[composite:main]\nuse = egg:Paste#urlmap\n/a = leaf\n/a/ = leaf", 3, "line 4 is for the same path"),
        ("[app:main]\nuse = p\nx = 1\n[pipeline:p]\npipeline = f leaf", 3, "takes no options"),
    ])
    func `is warned about what has no effect`(text: String, line: Int, fragment: String) {
        let found = warnings(text)
        #expect(found.count == 1)
        #expect(found.first?.position.line == line)
        #expect(found.first?.message.contains(fragment) == true)
        #expect(found.first?.description.contains(": warning: ") == true)
    }

    @Test func `may have sections that are none of Paste's, and servers`() {
        #expect(warnings("[keystone_authtoken]\nx = 1\n[server:main]\nuse = egg:Paste#http\nport = 1").isEmpty)
    }
}

@Suite struct `Any deployment text whatsoever` {
    @Test func `is loaded or refused without a crash`() throws {
        var random = SystemRandomNumberGenerator()
        let originals = [
            EmbeddedDeployments.neutron, EmbeddedDeployments.cinder, try Shared.deployment("cinder-2016-api-paste.ini"),
            try Shared.deployment("neutron-2014-api-paste.ini"),
        ]
        let words = [
            "[app:main]", "\n", "use", " = ", "%(here)s", "%", "set x", "config:", "egg:", "call:m:app", "[", "]", ":", "main", "\n  ",
        ]
        let loader = DeployLoader(
            registry: .withEveryHistoricalName(), settings: DeploySettings(authStrategy: "noauth"), readFile: { _ in originals[0] })
        for round in 0..<100 {
            var lines = originals[round % originals.count].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let index = Int.random(in: 0..<lines.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: lines.remove(at: index)
                case 1: lines.swapAt(index, Int.random(in: 0..<lines.count, using: &random))
                case 2: lines.insert(lines[Int.random(in: 0..<lines.count, using: &random)], at: index)
                case 3: lines[index] = String(lines[index].shuffled(using: &random))
                default:
                    let place = lines[index].index(
                        lines[index].startIndex, offsetBy: Int.random(in: 0...lines[index].count, using: &random))
                    lines[index].insert(contentsOf: words.randomElement(using: &random) ?? "", at: place)
                }
            }
            let text = lines.joined(separator: "\n")
            for section in ["neutron", "osapi_volume"] {
                let source = DeploySource.text(text, name: "random.ini")
                if let plan = try? loader.plan(source, section: section) {
                    _ = plan.description
                    _ = try? plan.build()
                }
                _ = loader.check(source).errors.map(\.description)
            }
        }
    }
}
