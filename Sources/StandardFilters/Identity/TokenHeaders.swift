import HTTPApplication
import NIOHTTP1

/// The headers that tell whose a token is, and what `keystonecontext` makes of them.
final class TokenHeaders: AddedHeaders {
    private let fields: [(String, String)]
    /// What somebody learns who reads the headers; `nil` when they name no user.
    let caller: CallerFacts?

    init(_ fields: [(String, String)]) {
        self.fields = fields
        caller = CallerFacts(HTTPHeaders(fields))
    }

    func add(to headers: inout HTTPHeaders) { headers.add(contentsOf: fields) }
}
