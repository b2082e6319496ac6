import ConfigOptions
import Foundation
import Testing

@Suite("All options of the reference are declared")
struct OptionCatalogTests {
    @Test("each row has an option of its type, default, bounds, choices, traits and former names", arguments: ConfigProject.allCases)
    func rows(project: ConfigProject) throws {
        let catalog = OptionCatalog.catalog(for: project)
        let rows = try CSVRows.read(reference("config-options.csv")).filter { [project.rawValue, "shared"].contains($0["service"]) }
        #expect(rows.count > 350)
        for row in rows {
            let name = (row["option"] ?? "").replacingOccurrences(of: "-", with: "_")
            let group = row["group"] ?? ""
            let option = try #require(catalog.option(name, group: group), "\(group).\(name)")
            #expect(Self.type(row["type"]) == option.type.name, "\(group).\(name)")
            #expect(option.isSecret == (row["secret"] == "secret"), "\(group).\(name)")
            #expect(option.isMutable == (row["mutable"] == "yes"), "\(group).\(name)")
            #expect(option.isDeprecated == (row["status"] == "deprecated"), "\(group).\(name)")
            if group != "ssl" {
                #expect(option.formerNames.map { "\($0.group)/\($0.name)" }.joined(separator: " ") == row["deprecated_names"])
            }
            if let constraints = row["constraints"], constraints.hasPrefix("choices=") {
                #expect(option.type.choices.joined(separator: "|") == constraints.dropFirst(8), "\(group).\(name)")
            }
            if let text = row["default"], !["osapi_volume_workers", "control_exchange"].contains(name) {
                Self.compare(option, text)
            }
        }
    }

    @Test("every default is valid, on every machine", arguments: ConfigProject.allCases)
    func defaults(project: ConfigProject) throws {
        let snapshot = try ConfigLoader(texts: []).load(project)
        #expect(snapshot.entries.count == snapshot.catalog.options.count)
        #expect(snapshot.entries.allSatisfy { $0.source == .default })
        #expect(snapshot.string("my_ip") == (project == .keystone ? nil : "192.0.2.7"))
    }

    @Test(
        "the options of older deployments are there",
        arguments: [
            (ConfigProject.cinder, "enable_v1_api", "false"), (.cinder, "enable_v2_api", "true"), (.cinder, "enable_v3_api", "true"),
            (.cinder, "control_exchange", "openstack"), (.cinder, "tcp_keepalive", "true"), (.neutron, "bind_host", "0.0.0.0"),
            (.neutron, "bind_port", "9696"), (.neutron, "use_ssl", "false"), (.neutron, "control_exchange", "neutron"),
            (.keystone, "bind_host", "0.0.0.0"), (.keystone, "bind_port", "5000"), (.keystone, "control_exchange", "keystone"),
        ])
    func additions(project: ConfigProject, name: String, value: String) throws {
        #expect(try ConfigLoader(texts: []).load(project).string(name) == value)
    }

    private static func type(_ name: String?) -> String {
        switch name {
        case "Bool": "boolean"
        case "Int": "integer"
        case "Float": "floating point"
        case "Port": "port"
        case "List": "list"
        case "Dict": "dict"
        case "MultiStr", "Multi", "_ConfigDir", "_ConfigFile": "multi valued"
        case "URI": "URI"
        case "HostAddress": "host address"
        default: "string"
        }
    }

    private static func compare(_ option: OptionDefinition, _ text: String) {
        let values = option.defaultValue.sampleTexts
        switch option.type {
        case .boolean: #expect(values.first ?? "" == text.lowercased(), "\(option.key)")
        case .number: #expect(values.first.flatMap(Double.init) == Double(text), "\(option.key)")
        case .list, .multi, .dictionary:
            let items = text.filter { !"[]{}'\" ".contains($0) }
            #expect(values.joined(separator: ",").filter { $0 != " " } == items, "\(option.key)")
        default: #expect(values.first ?? "" == text, "\(option.key)")
        }
    }
}

/// The rows of a CSV file with a comment line and a header line, by column name.
enum CSVRows {
    static func read(_ path: String) throws -> [[String: String]] {
        var rows: [[String]] = [[]]
        var field = ""
        var quoted = false
        let characters = Array(try String(contentsOfFile: path, encoding: .utf8))
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if quoted {
                if character == "\"", index + 1 < characters.count, characters[index + 1] == "\"" {
                    field.append("\"")
                    index += 1
                } else if character == "\"" {
                    quoted = false
                } else {
                    field.append(character)
                }
            } else if character == "\"" {
                quoted = true
            } else if character == "," || character.isNewline {
                rows[rows.count - 1].append(field)
                field = ""
                if character.isNewline { rows.append([]) }
            } else {
                field.append(character)
            }
            index += 1
        }
        let table = rows.filter { $0.count > 1 && $0.first?.hasPrefix("#") == false }
        guard let header = table.first else { return [] }
        return table.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }
}
