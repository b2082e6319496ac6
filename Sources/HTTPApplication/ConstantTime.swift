/// Comparison of secrets.
package enum ConstantTime {
    /// Whether the texts have the same bytes; how long it takes depends on their lengths alone.
    package static func equal(_ left: String, _ right: String) -> Bool { equal(left.utf8, right.utf8) }

    /// Whether the bytes are the same; how long it takes depends on their number alone.
    package static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }

    /// Whether the bytes are the same; how long it takes depends on their number alone.
    package static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }
}
