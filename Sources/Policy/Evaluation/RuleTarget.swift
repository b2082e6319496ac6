package import JSONCodec

/// What a rule is asked about: the resource that a request reads or changes.
package protocol RuleTarget {
    /// The value that `%(KEY)s` stands for; `nil` when there is none, which makes the check fail.
    func value(_ key: String) -> JSONValue?

    /// The value that `field:RESOURCE:NAME=...` looks at.
    func field(_ name: String, of resource: String) -> JSONValue?
}

extension RuleTarget {
    package func field(_ name: String, of resource: String) -> JSONValue? { value(name) }
}

extension JSONObject: RuleTarget {
    /// A member, or a member of members: `target.project.id`.
    package func value(_ key: String) -> JSONValue? {
        if let value = self[key] { return value }
        if key == "tenant_id" { return self["project_id"] }
        guard key.utf8.contains(UInt8(ascii: ".")) else { return nil }
        var found = JSONValue.object(self)
        for part in key.split(separator: ".", omittingEmptySubsequences: false) {
            guard let member = found[String(part)] else { return nil }
            found = member
        }
        return found
    }
}
