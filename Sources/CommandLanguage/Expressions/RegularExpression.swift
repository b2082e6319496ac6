/// A regular expression that is matched in time proportional to the text's length, whatever the pattern.
///
/// It knows the extended syntax that operators write: `. [] [^] \d \w \s \b ^ $ | () (?:) * + ? {m,n}` and `(?i)` at the start; lazy quantifiers are
/// accepted and mean the same, since only whether it matches is told. There are no captures and no back references.
package struct RegularExpression: Sendable {
    /// Why a pattern is none.
    package struct Invalid: Error, Sendable, Hashable, CustomStringConvertible {
        package var reason: String
        /// Characters before the mistake.
        package var offset: Int

        package var description: String { "\(reason) at character \(offset + 1)" }
    }

    enum Instruction: Sendable {
        case match
        case set(CharacterSet)
        case jump(Int)
        case split(Int, Int)
        case lineStart, lineEnd
        case wordBoundary(Bool)
    }

    let program: [Instruction]
    let ignoresCase: Bool
    /// What every text without a newline begins with that matches; `nil` where nothing is known.
    private let beginning: [UInt8]?

    /// Compiles a pattern.
    ///
    /// - Throws: a reason for a pattern that is malformed, or too large when its counted repetitions are written out.
    package init(_ pattern: String) throws(Invalid) {
        var compiler = RegularExpressionCompiler(pattern)
        (program, ignoresCase) = try compiler.compile()
        beginning = ignoresCase ? nil : Self.beginning(of: program)
    }

    /// The characters that a pattern which is tied to the start asks for before it leaves a choice.
    private static func beginning(of program: [Instruction]) -> [UInt8]? {
        guard case .lineStart? = program.first else { return nil }
        var bytes: [UInt8] = []
        for instruction in program.dropFirst() {
            guard case .set(let set) = instruction, let scalar = set.onlyMember else { break }
            bytes += Array(String(scalar).utf8)
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Whether the pattern occurs anywhere in the text; `^` and `$` tie it to the ends.
    package func matches(_ text: String) -> Bool {
        // Most texts that do not match are told by their first characters, at no cost.
        if let beginning, !text.utf8.starts(with: beginning), !text.utf8.contains(0x0A) { return false }
        let scalars = Array((ignoresCase ? text.lowercased() : text).unicodeScalars)
        var threads = ThreadList(count: program.count)
        var next = ThreadList(count: program.count)
        for position in 0...scalars.count {
            // A new attempt starts at every position.
            if follow(0, at: position, in: scalars, into: &threads) { return true }
            guard position < scalars.count else { break }
            let scalar = scalars[position]
            next.clear()
            for index in threads.order {
                if case .set(let set) = program[index], set.contains(scalar), follow(index + 1, at: position + 1, in: scalars, into: &next)
                {
                    return true
                }
            }
            swap(&threads, &next)
        }
        return false
    }

    /// The instructions that wait for a character, each once.
    private struct ThreadList {
        var order: [Int] = []
        var isMember: [Bool]

        init(count: Int) { isMember = Array(repeating: false, count: count) }

        mutating func clear() {
            order.removeAll(keepingCapacity: true)
            for index in isMember.indices { isMember[index] = false }
        }
    }

    /// Adds the instructions reachable from `start` without a character; tells whether the match is complete.
    private func follow(_ start: Int, at position: Int, in scalars: [Unicode.Scalar], into threads: inout ThreadList) -> Bool {
        var stack = [start]
        while let index = stack.popLast() {
            guard !threads.isMember[index] else { continue }
            threads.isMember[index] = true
            switch program[index] {
            case .match: return true
            case .set: threads.order.append(index)
            case .jump(let target): stack.append(target)
            case .split(let first, let second):
                stack.append(second)
                stack.append(first)
            case .lineStart: if position == 0 || scalars[position - 1] == "\n" { stack.append(index + 1) }
            case .lineEnd: if position == scalars.count || scalars[position] == "\n" { stack.append(index + 1) }
            case .wordBoundary(let wanted):
                let before = position > 0 && scalars[position - 1].isWordPart
                let after = position < scalars.count && scalars[position].isWordPart
                if (before != after) == wanted { stack.append(index + 1) }
            }
        }
        return false
    }

    /// The characters that one place of the pattern accepts.
    struct CharacterSet: Sendable {
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var isNegated = false

        func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }

        /// The one character that it accepts; `nil` when there are more.
        var onlyMember: Unicode.Scalar? {
            guard !isNegated, ranges.count == 1, let range = ranges.first, range.lowerBound == range.upperBound else { return nil }
            return range.lowerBound
        }

        mutating func insert(_ scalar: Unicode.Scalar) { ranges.append(scalar...scalar) }
        mutating func insert(_ other: CharacterSet) { ranges += other.isNegated ? CharacterSet.complement(of: other.ranges) : other.ranges }

        static let digits = CharacterSet(ranges: ["0"..."9"])
        static let wordParts = CharacterSet(ranges: ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"])
        static let blanks = CharacterSet(ranges: ["\t"..."\r", " "..." "])
        static let anyButNewline = CharacterSet(ranges: ["\n"..."\n"], isNegated: true)

        private static func complement(of ranges: [ClosedRange<Unicode.Scalar>]) -> [ClosedRange<Unicode.Scalar>] {
            var result: [ClosedRange<Unicode.Scalar>] = []
            var next: UInt32 = 0
            func add(upTo end: UInt32) {
                if next < end, let first = Unicode.Scalar(next), let last = Unicode.Scalar(end - 1) { result.append(first...last) }
            }
            for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                add(upTo: range.lowerBound.value)
                next = max(next, range.upperBound.value + 1)
            }
            if next <= 0x10FFFF, let first = Unicode.Scalar(next), let last = Unicode.Scalar(0x10FFFF) { result.append(first...last) }
            return result
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isWordPart: Bool { isNamePart }
}
