/// A hash table from the bytes of a path segment to a node, read without making a string.
struct SegmentTable: Sendable {
    private var labels: [[UInt8]] = []
    private var children: [Int] = []
    /// Positions in `labels` plus one, 0 for a free slot; the count is a power of two at least twice that of the labels.
    private var slots: [Int] = []

    var entries: [(label: String, node: Int)] { zip(labels, children).map { (String(decoding: $0, as: UTF8.self), $1) } }

    mutating func insert(_ label: [UInt8], _ node: Int) {
        labels.append(label)
        children.append(node)
        var size = 4
        while size < labels.count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for (index, label) in labels.enumerated() {
            var slot = Self.hash(label) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = index + 1
        }
    }

    func find(_ label: some Collection<UInt8>) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count - 1
        var slot = Self.hash(label) & mask
        while slots[slot] != 0 {
            let index = slots[slot] - 1
            if labels[index].count == label.count, labels[index].elementsEqual(label) { return children[index] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// FNV-1a. The labels come from declarations, so nobody can choose them to collide; a colliding path only costs its own request a few steps.
    private static func hash(_ label: some Collection<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in label { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
    }
}
