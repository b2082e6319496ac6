import APIResources

extension Attribute {
    static let identifier = Attribute("id", .uuid, [.visible, .filter, .sortKey, .primaryKey])
    static let project = Attribute(
        "project_id", .string(max: 255), [.post, .visible, .filter, .sortKey, .requiredByPolicy, .indexed], alias: "tenant_id")
    static let label = Attribute("name", .name(max: 255), [.post, .put, .visible, .filter, .sortKey, .indexed], default: "")
    static let adminState = Attribute("admin_state_up", .boolean, [.post, .put, .visible, .filter, .sortKey], default: true)
    static let status = Attribute("status", .string(max: 16), [.visible, .filter, .sortKey])

    /// The attributes that every resource with standard attributes gets from one extension each.
    static let explanation = Attribute("description", .string(max: 255), [.post, .put, .visible, .filter], default: "")
    static let revision = Attribute("revision_number", .integer, [.visible, .filter])
    static let times = [Attribute("created_at", .timestamp, [.visible]), Attribute("updated_at", .timestamp, [.visible])]
    static let tags = [
        Attribute("tags", .list("tags", .uniqueStrings(max: 255)), [.visible, .filter, .computedFilter]),
        Attribute("tags-any", .anything, [.filter, .computedFilter]), Attribute("not-tags", .anything, [.filter, .computedFilter]),
        Attribute("not-tags-any", .anything, [.filter, .computedFilter]),
    ]
}
