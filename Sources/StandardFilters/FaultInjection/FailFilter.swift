package import HTTPApplication
import RequestMatching

/// `fail`: answers by itself, with an error, what it should have passed on.
package struct FailFilter: Filter {
    private let gate: FaultGate
    private let answer: Response

    package init(_ answer: Response, gate: FaultGate = FaultGate()) {
        self.answer = answer
        self.gate = gate
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard gate.strikes(request) == nil else { return answer }
        return try await next(request)
    }
}
