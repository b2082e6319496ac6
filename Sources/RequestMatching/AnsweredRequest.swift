package import CommandLanguage
package import HTTPApplication
import NIOHTTP1

/// A request with its answer: everything is known.
package struct AnsweredRequest: RequestFacts {
    private let request: Request
    private let arrival: RequestArrival
    private let status: Double
    private let elapsed: Duration

    /// - Parameter elapsed: from the arrival to the answer; up to now when it is not given.
    package init(_ request: Request, since arrival: RequestArrival, answered response: Response, elapsed: Duration? = nil) {
        self.request = request
        self.arrival = arrival
        status = Double(response.status.code)
        self.elapsed = elapsed ?? arrival.elapsed
    }

    package func fact(_ field: RequestField) -> RequestFact {
        switch field {
        case .status: .number(status)
        case .elapsed: .number(elapsed / .milliseconds(1))
        case .path: .text(arrival.path)
        case .header(let name): RequestFact(arrival.headers.first(name: name))
        case .method, .query, .app, .user, .project, .remote, .generation: request.fact(field)
        }
    }
}
