/// Addresses in the catalog, in which a token's project and user stand for themselves.
enum EndpointURL {
    /// Fills `$(project_id)s`, `%(tenant_id)s`, `$(user_id)s` and their like in.
    ///
    /// - Returns: `nil` when the address needs a project and there is none, or has a part that nothing stands for: such an endpoint is left
    ///   out of a catalog.
    static func fill(_ template: String, projectID: String?, userID: String) -> String? {
        guard template.utf8.contains(UInt8(ascii: "(")) else { return template }
        var result = ""
        var rest = template[...]
        while let mark = rest.firstIndex(where: { $0 == "$" || $0 == "%" }) {
            let open = rest.index(after: mark)
            guard open < rest.endIndex, rest[open] == "(" else {
                result += rest[...mark]
                rest = rest[open...]
                continue
            }
            guard let close = rest[open...].firstIndex(of: ")"), case let letter = rest.index(after: close), letter < rest.endIndex,
                rest[letter] == "s"
            else { return nil }
            let value: String? =
                switch rest[rest.index(after: open)..<close] {
                case "project_id", "tenant_id": projectID
                case "user_id": userID
                default: nil
                }
            guard let value else { return nil }
            result += rest[..<mark] + value
            rest = rest[rest.index(after: letter)...]
        }
        return result + rest
    }
}
