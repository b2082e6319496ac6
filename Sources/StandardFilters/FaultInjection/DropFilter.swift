package import HTTPApplication
import RequestMatching

/// `drop`: closes the client's connection in place of an answer, before the request is carried out or after it.
package struct DropFilter: Filter {
    private let gate: FaultGate
    private let isReset: Bool
    private let losesAnswer: Bool

    /// - Parameters:
    ///   - isReset: whether the connection is reset, not closed.
    ///   - losesAnswer: whether the request is carried out, and its answer alone is lost.
    package init(isReset: Bool = false, losesAnswer: Bool = false, gate: FaultGate = FaultGate()) {
        self.isReset = isReset
        self.losesAnswer = losesAnswer
        self.gate = gate
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard losesAnswer else {
            if gate.strikes(request) != nil { return .disconnect(isReset: isReset) }
            return try await next(request)
        }
        let arrival = RequestArrival(request)
        let response = try await next(request)
        let facts = AnsweredRequest(request, since: arrival, answered: response)
        return gate.strikes(facts) == nil ? response : .disconnect(isReset: isReset)
    }
}
