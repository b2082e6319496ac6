/// Writes a file of rules in which every default stands as a comment.
package enum PolicySample {
    package static func text(_ defaults: [RuleDefault], service: String) -> String {
        var text = """
            # Rules of \(service): what is here is the default. To change a rule, copy it without the # into policy.yaml beside the service's
            # configuration file; a running service reads that file again when it changes.


            """
        for rule in defaults {
            for operation in rule.operations { text += "# \(operation)\n" }
            if !rule.scopes.isEmpty { text += "# Scopes: \(rule.scopes.names.joined(separator: ", "))\n" }
            if let deprecated = rule.deprecatedCheck, deprecated != rule.check { text += "# Until enforce_new_defaults: \(deprecated)\n" }
            text += "#\"\(rule.name)\": \"\(rule.check)\"\n\n"
        }
        return text
    }
}
