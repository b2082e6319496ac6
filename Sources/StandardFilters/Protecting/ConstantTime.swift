/// Comparison of secrets.
enum ConstantTime {
    /// Whether the texts have the same bytes; how long it takes depends on their lengths alone.
    static func equal(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.utf8, right.utf8)
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }
}
