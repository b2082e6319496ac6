import Glibc

/// How long delays are, in seconds.
package enum DelayDistribution: Sendable, Hashable {
    case fixed(Double)
    case uniform(ClosedRange<Double>)
    case normal(mean: Double, deviation: Double)
    case exponential(mean: Double)

    /// A length, before any limits; a normal distribution has negative ones, too.
    func draw(_ random: inout FaultRandom) -> Double {
        switch self {
        case .fixed(let seconds): seconds
        case .uniform(let range): range.lowerBound + (range.upperBound - range.lowerBound) * random.fraction()
        case .normal(let mean, let deviation):
            // Box and Muller's way from two even numbers to a normal one; the first is never 0.
            mean + deviation * sqrt(-2 * log(1 - random.fraction())) * cos(2 * .pi * random.fraction())
        case .exponential(let mean): -mean * log(1 - random.fraction())
        }
    }
}
