package import CommandLanguage
import Synchronization

/// Decides which requests a fault filter strikes: those that match, and of them a share.
package final class FaultGate: Sendable {
    private let match: RequestExpression?
    private let share: Double
    private let seed: UInt64
    private let drawn = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - match: `nil` strikes all requests.
    ///   - share: of the requests that match, from 0 to 1.
    ///   - seed: with one, the same requests in the same order are struck again.
    package init(match: RequestExpression? = nil, share: Double = 1, seed: UInt64? = nil) {
        self.match = match
        self.share = share
        self.seed = seed ?? UInt64.random(in: .min ... .max)
    }

    /// - Returns: the random numbers of a request that is to be struck; `nil` for one that passes.
    func strikes(_ facts: some RequestFacts) -> FaultRandom? {
        if let match, match.judge(facts) != .holds { return nil }
        var random = FaultRandom(seed: seed, number: drawn.wrappingAdd(1, ordering: .relaxed).oldValue)
        guard share >= 1 || random.fraction() < share else { return nil }
        return random
    }
}
