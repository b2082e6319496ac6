/// A set of addresses of one family, written as the fewest networks.
package struct PrefixSet: Sendable, Hashable {
    package let family: IPAddress.Family
    /// Disjoint, in order, with a gap between each and the next.
    private let ranges: [ClosedRange<UInt128>]

    private init(_ family: IPAddress.Family, _ ranges: [ClosedRange<UInt128>]) {
        self.family = family
        self.ranges = ranges
    }

    /// All addresses of `networks`, those beyond their prefixes included; networks of another family count for nothing.
    package init(_ family: IPAddress.Family, _ networks: [IPNetwork] = []) {
        let sorted = networks.filter { $0.family == family }.map { $0.first.value...$0.last.value }
            .sorted { $0.lowerBound < $1.lowerBound }
        var ranges: [ClosedRange<UInt128>] = []
        for range in sorted {
            guard let last = ranges.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 else {
                ranges.append(range)
                continue
            }
            ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        }
        self.init(family, ranges)
    }

    package var isEmpty: Bool { ranges.isEmpty }

    /// The fewest networks that have these addresses and no others, in order.
    package var networks: [IPNetwork] { ranges.flatMap { Self.networks(family, $0) } }

    private static func networks(_ family: IPAddress.Family, _ range: ClosedRange<UInt128>) -> [IPNetwork] {
        var result: [IPNetwork] = []
        var start = range.lowerBound
        while true {
            // As many bits as the start leaves free, and not more than the rest of the range has room for.
            var bits = min(family.width, start.trailingZeroBitCount)
            let span = range.upperBound - start
            let room = span == .max ? 128 : 127 - (span + 1).leadingZeroBitCount
            bits = min(bits, room)
            guard let address = IPAddress(family, start), let network = IPNetwork(address, prefixLength: family.width - bits) else { break }
            result.append(network)
            guard network.last.value < range.upperBound else { break }
            start = network.last.value + 1
        }
        return result
    }

    package func isSuperset(of other: PrefixSet) -> Bool { other.subtracting(self).isEmpty }

    package func overlaps(_ other: PrefixSet) -> Bool { family == other.family && !intersection(other).isEmpty }

    package func union(_ other: PrefixSet) -> PrefixSet { PrefixSet(family, networks + other.networks) }

    package func intersection(_ other: PrefixSet) -> PrefixSet { subtracting(subtracting(other)) }

    package func subtracting(_ other: PrefixSet) -> PrefixSet {
        guard family == other.family else { return self }
        var result: [ClosedRange<UInt128>] = []
        var next = 0
        for range in ranges {
            var start: UInt128? = range.lowerBound
            while next < other.ranges.count, other.ranges[next].upperBound < range.lowerBound { next += 1 }
            var index = next
            while let from = start, index < other.ranges.count, other.ranges[index].lowerBound <= range.upperBound {
                let taken = other.ranges[index]
                if taken.lowerBound > from { result.append(from...(taken.lowerBound - 1)) }
                start = taken.upperBound < range.upperBound ? taken.upperBound + 1 : nil
                index += 1
            }
            if let start { result.append(start...range.upperBound) }
        }
        return PrefixSet(family, result)
    }
}
