import CommandLanguage
import ConfigOptions
import Glibc
import NetworkService
import PasteDeploy
import Policy
import StandardFilters

/// The files of the checkout that are generated from declarations: man pages, completions, samples.
enum GeneratedFiles {
    /// Every generated file: path from the top of the checkout, and text.
    static func all() throws -> [(path: String, text: String)] {
        let table = CommandTable.standard
        var files = table.manual(options: optionRows, factories: try factoryRows()).map { ("man/" + $0.fileName, $0.text) }
        files += CompletionScript.allCases.map { ("completions/" + $0.fileName, $0.text) }
        files += ConfigProject.allCases.map { ("etc/\($0.rawValue).conf.sample", SampleWriter.sample(for: $0)) }
        files += [
            ("neutron", RuleTable.network, "the network service"), ("cinder", RuleTable.volume, "the block storage service"),
            ("keystone", RuleTable.identity, "the identity service"),
        ].map { ("etc/\($0)-policy.yaml.sample", PolicySample.text($1, service: $2)) }
        files += [
            ("etc/neutron-api-paste.ini", EmbeddedDeployments.neutron), ("etc/cinder-api-paste.ini", EmbeddedDeployments.cinder),
            ("etc/keystone-paste.ini", EmbeddedDeployments.keystone),
        ]
        return files
    }

    private static var optionRows: [OptionRow] {
        ConfigProject.allCases.flatMap { project in
            OptionCatalog.catalog(for: project).options.filter { !$0.help.isEmpty }.map { option in
                OptionRow(
                    project: project.rawValue, group: option.group, name: option.name, type: option.type.name,
                    defaultText: option.defaultValue.sampleTexts.joined(separator: ","), help: option.help)
            }
        }
    }

    private static func factoryRows() throws -> [FactoryRow] {
        try ServiceAssembly.documentedFactories().map { row in
            FactoryRow(
                names: row.names, kind: row.kind.rawValue, summary: row.summary,
                options: row.options.map { FactoryRow.Option($0.name, $0.summary) })
        }
    }

    /// Writes all of them below `directory`.
    static func write(to directory: String) -> Int32 {
        let files: [(path: String, text: String)]
        do { files = try all() } catch {
            Tool.fail("\(error)")
            return 1
        }
        for (path, text) in files {
            let target = directory + "/" + path
            if let slash = target.lastIndex(of: "/") { mkdir(String(target[..<slash]), 0o777) }
            let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else {
                Tool.fail("cannot write \(target): \(String(cString: strerror(errno)))")
                return 1
            }
            defer { close(descriptor) }
            let bytes = Array(text.utf8)
            guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
                Tool.fail("cannot write \(target): \(String(cString: strerror(errno)))")
                return 1
            }
            print(target)
        }
        return 0
    }
}
