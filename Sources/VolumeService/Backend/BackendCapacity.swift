/// What a pool has, what it has promised, and by which rule it promises more.
///
/// All sizes are in GiB.
package struct BackendCapacity: Sendable, Hashable {
    package var total: Double
    package var free: Double
    /// The sum of the sizes of the volumes that live in the pool, whatever they occupy.
    package var provisioned: Double
    /// How many times its size a pool may promise.
    package var overSubscriptionRatio: Double
    /// The part of the pool, in percent, that is never given away.
    package var reservedPercentage: Int

    package init(total: Double, free: Double, provisioned: Double, overSubscriptionRatio: Double, reservedPercentage: Int) {
        self.total = total
        self.free = free
        self.provisioned = provisioned
        self.overSubscriptionRatio = overSubscriptionRatio
        self.reservedPercentage = reservedPercentage
    }

    /// What can still be promised.
    package var freeVirtual: Double {
        let reserved = total * Double(reservedPercentage) / 100
        return min(total * overSubscriptionRatio - provisioned, (free - reserved) * overSubscriptionRatio)
    }

    /// Why a volume of `size` has no place here; `nil` when it has.
    package func refusal(for size: Int) -> String? {
        if Double(size) <= freeVirtual { return nil }
        return
            "\(size) GiB do not fit: \(Self.text(freeVirtual)) GiB can still be promised (\(Self.text(free)) GiB free of \(Self.text(total)), "
            + "\(Self.text(provisioned)) promised, over-subscription \(Self.text(overSubscriptionRatio)), \(reservedPercentage)% reserved)"
    }

    private static func text(_ value: Double) -> String {
        let tenths = (max(value, 0) * 10).rounded()
        return tenths < 1e15 ? "\(Int(tenths) / 10).\(Int(tenths) % 10)" : "\(value)"
    }
}
