import FoundationEssentials
import JSONCodec
import Testing

@testable import Policy

@Suite("The default rules")
struct DefaultRuleTests {
    private static let tables: [(service: String, rules: [RuleDefault])] = [
        ("neutron", RuleTable.network), ("cinder", RuleTable.volume), ("keystone", RuleTable.identity),
    ]

    @Test("All of them are read, name only rules that there are, and lead in no circle", arguments: 0..<3)
    func sound(index: Int) throws {
        let rules = Self.tables[index].rules
        #expect(rules.count > 150)
        #expect(Set(rules.map(\.name)).count == rules.count)
        let names = Set(rules.map(\.name))
        for rule in rules {
            for text in [rule.check, rule.deprecatedCheck].compactMap(\.self) {
                let check = try ParsedCheck(text)
                for reference in check.references { #expect(names.contains(reference.name), "\(rule.name)") }
            }
        }
        for enforcesNewDefaults in [true, false] {
            var linker = RuleLinker(rules, [], enforcesNewDefaults: enforcesNewDefaults)
            _ = linker.link()
            #expect(linker.errors.isEmpty)
        }
    }

    @Test("They are those of the reference", arguments: 0..<3)
    func reference(index: Int) throws {
        let (service, rules) = Self.tables[index]
        let rows = try Self.rows().filter { $0.first == service }
        #expect(rows.count == rules.count)
        let byName = Dictionary(uniqueKeysWithValues: rules.map { ($0.name, $0) })
        for row in rows {
            let rule = try #require(byName[row[1]])
            #expect(rule.check == row[2])
            #expect(Set(rule.scopes.names) == Set(row[3].split(separator: ",").map(String.init)))
            #expect(rule.deprecatedCheck ?? "" == row[4])
            #expect(rule.operations.isEmpty == row[5].isEmpty)
        }
    }

    @Test("The roles of the network API get what they get upstream")
    func personas() {
        let rules = RuleSet.linking(RuleTable.network)
        let target: JSONObject = ["project_id": "p1", "network:project_id": "p2", "shared": false, "device_owner": "compute:nova"]
        func may(_ action: String, _ roles: String..., project: String = "p1") -> Bool {
            rules.allows(action, PolicyCredentials(projectID: project, roles: roles, isAdmin: roles.contains("admin")), target)
        }
        #expect(may("create_network", "member"))
        #expect(!may("create_network", "reader"))
        #expect(!may("create_network", "member", project: "p3"))
        #expect(!may("create_network:shared", "member"))
        #expect(may("create_network:shared", "admin"))
        #expect(may("get_network", "reader"))
        #expect(!may("get_network", "reader", project: "p3"))
        #expect(!may("create_port:binding:profile", "admin"))
        #expect(may("create_port:binding:profile", "service"))
        #expect(!may("delete_port", "member"))
        #expect(may("create_port:device_owner", "member"))
    }

    @Test("A sample file is one of rules, and has every default")
    func sample() throws {
        let text = PolicySample.text(RuleTable.volume, service: "the block storage service")
        #expect(PolicyFile(text, name: "sample").overrides.isEmpty)
        let uncommented = text.split(separator: "\n").filter { $0.hasPrefix("#\"") }.map { $0.dropFirst() }.joined(separator: "\n")
        let file = PolicyFile(uncommented, name: "sample")
        #expect(file.errors.isEmpty)
        #expect(file.overrides.map(\.name) == RuleTable.volume.map(\.name))
    }

    /// The rows of the reference's CSV file.
    private static func rows() throws -> [[String]] {
        let path = URL(filePath: #filePath).appending(path: "../../../../shared/reference/policies.csv").standardized.path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst(2).map { line in
            var fields = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: fields.append("")
                default: fields[fields.count - 1].append(character)
                }
            }
            return fields
        }
    }
}
