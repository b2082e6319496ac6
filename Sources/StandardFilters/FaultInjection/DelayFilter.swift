package import HTTPApplication
import RequestMatching

/// `delay`: holds requests back before it passes them on. A client that goes away meanwhile ends the wait.
package struct DelayFilter: Filter {
    private let gate: FaultGate
    private let distribution: DelayDistribution
    private let limits: ClosedRange<Double>

    /// - Parameter limits: in seconds; what the distribution draws outside of them is moved to the nearer one.
    package init(_ distribution: DelayDistribution, within limits: ClosedRange<Double> = 0...3600, gate: FaultGate = FaultGate()) {
        self.distribution = distribution
        self.limits = limits
        self.gate = gate
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        if var random = gate.strikes(request) {
            let seconds = min(max(distribution.draw(&random), limits.lowerBound), limits.upperBound)
            if seconds > 0 { try await request.pause(for: .seconds(seconds)) }
        }
        return try await next(request)
    }
}
