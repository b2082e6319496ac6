/// What an expression about requests can ask about one: a part of the request, of its answer, or of what the filters found out.
package enum RequestField: Sendable, Hashable {
    case method
    /// The whole path, percent-decoded, without the query.
    case path
    /// The text after `?`, as the client sent it.
    case query
    /// The app, by its section or name.
    case app
    /// The id of the user who asks, once a filter has established it.
    case user
    /// The id of the project on whose behalf is asked.
    case project
    /// The client's address.
    case remote
    /// The number of the revision under which the request runs.
    case generation
    /// The status of the answer.
    case status
    /// Milliseconds from the request's head to the answer's.
    case elapsed
    /// The first value of a request header.
    case header(String)

    /// The fields that a name alone stands for, with what the manual says of each.
    package static let named: [(name: String, field: RequestField, help: String)] = [
        ("path", .path, "the whole path, decoded, without the query"),
        ("method", .method, "the HTTP method, in upper case"),
        ("query", .query, "the text after ?"),
        ("app", .app, "the app, by its section or its name"),
        ("user", .user, "the user's id, once a filter has found it out"),
        ("project", .project, "the project's id, once a filter has found it out"),
        ("remote", .remote, "the client's address"),
        ("generation", .generation, "the number of the revision it runs under"),
        ("status", .status, "the status of the answer"),
        ("elapsed_ms", .elapsed, "milliseconds until the answer"),
    ]

    init?(named name: String) {
        guard let field = Self.named.first(where: { $0.name == name })?.field else { return nil }
        self = field
    }

    /// How an expression writes it.
    package var name: String {
        if case .header(let name) = self { return "header('\(name)')" }
        return Self.named.first { $0.field == self }?.name ?? ""
    }

    /// Whether it is a number by nature; every other field is text.
    var isNumber: Bool {
        switch self {
        case .generation, .status, .elapsed: true
        case .method, .path, .query, .app, .user, .project, .remote, .header: false
        }
    }

    /// Whether it is known only when the request has been answered.
    package var belongsToAnswer: Bool { self == .status || self == .elapsed }
}
