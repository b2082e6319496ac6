import HTTPApplication
import JSONCodec

/// The tags of projects and domains.
enum ProjectTags {
    private static let maximum = 80

    /// - Throws: ``IdentityFault``, 400, when `value` is no list of tags.
    static func check(_ value: JSONValue) throws {
        guard let tags = value.arrayValue else { throw IdentityFault.invalid("tags", "a list is expected") }
        guard tags.count <= maximum else { throw IdentityFault.invalid("tags", "there are more than \(maximum)") }
        var seen: Set<String> = []
        for tag in tags {
            guard let text = tag.stringValue else { throw IdentityFault.invalid("tags", "\(tag) is not a string") }
            try check(tag: text)
            guard seen.insert(text).inserted else { throw IdentityFault.invalid("tags", "'\(text)' is there twice") }
        }
    }

    /// - Throws: ``IdentityFault``, 400.
    static func check(tag: String) throws {
        guard !tag.isEmpty, tag.unicodeScalars.count <= 255, !tag.utf8.contains(UInt8(ascii: ",")), !tag.utf8.contains(UInt8(ascii: "/"))
        else { throw IdentityFault.invalid("tags", "'\(tag)' is no tag: 1 to 255 characters without ',' and '/'") }
    }

    /// Whether a record meets the filters `tags`, `tags-any`, `not-tags` and `not-tags-any`.
    static func accepts(_ record: JSONObject, _ query: QueryItems) -> Bool {
        func wanted(_ name: String) -> [String]? {
            guard let text = query.first(name) else { return nil }
            return text.split(separator: ",").map(String.init)
        }
        let filters = (wanted("tags"), wanted("tags-any"), wanted("not-tags"), wanted("not-tags-any"))
        if filters.0 == nil, filters.1 == nil, filters.2 == nil, filters.3 == nil { return true }
        let tags = Set(record["tags"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        if let all = filters.0, !all.allSatisfy(tags.contains) { return false }
        if let any = filters.1, !any.contains(where: tags.contains) { return false }
        if let all = filters.2, all.allSatisfy(tags.contains) { return false }
        if let any = filters.3, any.contains(where: tags.contains) { return false }
        return true
    }
}
