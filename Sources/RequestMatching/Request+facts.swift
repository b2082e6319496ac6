package import CommandLanguage
package import HTTPApplication
import NIOHTTP1

/// A request on its way in, seen from one place of its pipeline: who asks is known as far as the filters outside have found out.
extension Request: RequestFacts {
    package func fact(_ field: RequestField) -> RequestFact {
        switch field {
        case .method: .text(method.rawValue)
        case .path: .text(path)
        case .query: .text(queryString)
        case .app: .text(context.appName)
        case .user: RequestFact(context.userID)
        case .project: RequestFact(context.projectID)
        case .remote: .text(remoteAddress)
        case .generation: .number(Double(context.generation))
        case .header(let name): RequestFact(headers.first(name: name))
        case .status, .elapsed: .unknown
        }
    }
}

extension RequestFact {
    /// A text that may be missing.
    package init(_ text: String?) { self = text.map { .text($0) } ?? .absent }
}
