/// Turns a pattern into instructions.
struct RegularExpressionCompiler {
    private typealias Instruction = RegularExpression.Instruction
    private typealias CharacterSet = RegularExpression.CharacterSet
    typealias Invalid = RegularExpression.Invalid

    /// A pattern as a tree; instructions come from it, since counted repetitions write a part out more than once.
    private indirect enum Node {
        case empty
        case set(CharacterSet)
        case lineStart, lineEnd
        case wordBoundary(Bool)
        case sequence([Node])
        case choice([Node])
        case repeated(Node, least: Int, most: Int?)
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var depth = 0
    private var ignoresCase = false
    private var program: [Instruction] = []
    private static let maximumSize = 10_000
    private static let maximumCount = 1_000

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    private var current: Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    private func invalid(_ reason: String, at offset: Int? = nil) -> Invalid { Invalid(reason: reason, offset: offset ?? index) }

    mutating func compile() throws(Invalid) -> ([RegularExpression.Instruction], ignoresCase: Bool) {
        if scalars.starts(with: "(?i)".unicodeScalars) {
            ignoresCase = true
            index = 4
        }
        let node = try parseChoice()
        guard current == nil else { throw invalid("unmatched ')'") }
        try emit(node)
        program.append(.match)
        return (program, ignoresCase)
    }

    private mutating func parseChoice() throws(Invalid) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 64 else { throw invalid("groups nested too deep") }
        var nodes = [try parseSequence()]
        while current == "|" {
            index += 1
            nodes.append(try parseSequence())
        }
        return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    private mutating func parseSequence() throws(Invalid) -> Node {
        var nodes: [Node] = []
        while let scalar = current, scalar != "|", scalar != ")" { nodes.append(try parseQuantified()) }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func parseQuantified() throws(Invalid) -> Node {
        var node = try parseAtom()
        var isQuantified = false
        while let scalar = current {
            let start = index
            var bounds: (Int, Int?)?
            switch scalar {
            case "*": bounds = (0, nil)
            case "+": bounds = (1, nil)
            case "?": bounds = (0, 1)
            case "{": bounds = try parseCount()
            default: break
            }
            guard let (least, most) = bounds else { break }
            if scalar != "{" { index += 1 }
            if isQuantified {
                // `*?` and `+?` ask for the shortest match, which is a match all the same.
                guard scalar == "?" else { throw invalid("nothing to repeat", at: start) }
                continue
            }
            isQuantified = true
            node = .repeated(node, least: least, most: most)
        }
        return node
    }

    /// `{m}`, `{m,}` or `{m,n}`; `nil`, and nothing read, when the brace is an ordinary character.
    private mutating func parseCount() throws(Invalid) -> (Int, Int?)? {
        let start = index
        func number(_ index: inout Int) -> Int? {
            var value: Int?
            while scalars.indices.contains(index), scalars[index].isDigit, (value ?? 0) < 100_000 {
                value = (value ?? 0) * 10 + Int(scalars[index].value - 48)
                index += 1
            }
            return value
        }
        var position = index + 1
        guard let least = number(&position), scalars.indices.contains(position) else { return nil }
        var most: Int? = least
        if scalars[position] == "," {
            position += 1
            most = number(&position)
        }
        guard scalars.indices.contains(position), scalars[position] == "}" else { return nil }
        guard least <= RegularExpressionCompiler.maximumCount, (most ?? least) <= RegularExpressionCompiler.maximumCount else {
            throw invalid("repetition larger than \(RegularExpressionCompiler.maximumCount)", at: start)
        }
        if let most, most < least { throw invalid("repetition bounds out of order", at: start) }
        index = position + 1
        return (least, most)
    }

    private mutating func parseAtom() throws(Invalid) -> Node {
        guard let scalar = current else { return .empty }
        let start = index
        index += 1
        switch scalar {
        case ".": return .set(.anyButNewline)
        case "^": return .lineStart
        case "$": return .lineEnd
        case "[": return .set(try parseClass(from: start))
        case "(":
            if current == "?" {
                guard scalars.indices.contains(index + 1), scalars[index + 1] == ":" else {
                    throw invalid("unsupported group '(?'", at: start)
                }
                index += 2
            }
            let inner = try parseChoice()
            guard current == ")" else { throw invalid("unclosed '('", at: start) }
            index += 1
            return inner
        case "*", "+", "?": throw invalid("nothing to repeat", at: start)
        case "\\": return try parseEscape(from: start)
        default: return .set(literal(scalar))
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> CharacterSet {
        var set = CharacterSet()
        insert(scalar, into: &set)
        return set
    }

    /// The text is lowered before matching without regard to case, so the pattern's letters are, too.
    private func insert(_ scalar: Unicode.Scalar, into set: inout CharacterSet) {
        set.insert(scalar)
        guard ignoresCase else { return }
        let lowered = scalar.properties.lowercaseMapping.unicodeScalars
        if lowered.count == 1, let first = lowered.first { set.insert(first) }
    }

    private mutating func parseEscape(from start: Int) throws(Invalid) -> Node {
        guard let scalar = current else { throw invalid("nothing after '\\'", at: start) }
        index += 1
        switch scalar {
        case "b": return .wordBoundary(true)
        case "B": return .wordBoundary(false)
        case "A": return .lineStart
        case "z", "Z": return .lineEnd
        default:
            if let set = namedSet(scalar) { return .set(set) }
            return .set(literal(try escaped(scalar, from: start)))
        }
    }

    private func namedSet(_ scalar: Unicode.Scalar) -> CharacterSet? {
        var set: CharacterSet
        switch scalar {
        case "d", "D": set = .digits
        case "w", "W": set = .wordParts
        case "s", "S": set = .blanks
        default: return nil
        }
        set.isNegated = scalar.properties.isUppercase
        return set
    }

    private func escaped(_ scalar: Unicode.Scalar, from start: Int) throws(Invalid) -> Unicode.Scalar {
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        default:
            guard !scalar.isNamePart else { throw invalid("unknown escape '\\\(scalar)'", at: start) }
            return scalar
        }
    }

    private mutating func parseClass(from start: Int) throws(Invalid) -> CharacterSet {
        var set = CharacterSet()
        var isNegated = false
        if current == "^" {
            isNegated = true
            index += 1
        }
        var isFirst = true
        while let scalar = current, scalar != "]" || isFirst {
            isFirst = false
            index += 1
            var lower = scalar
            if scalar == "\\" {
                guard let next = current else { throw invalid("unclosed '['", at: start) }
                index += 1
                if let named = namedSet(next) {
                    set.insert(named)
                    continue
                }
                lower = try escaped(next, from: index - 2)
            }
            guard current == "-", scalars.indices.contains(index + 1), scalars[index + 1] != "]" else {
                insert(lower, into: &set)
                continue
            }
            index += 1
            guard var upper = current else { throw invalid("unclosed '['", at: start) }
            index += 1
            if upper == "\\" {
                guard let next = current else { throw invalid("unclosed '['", at: start) }
                index += 1
                upper = try escaped(next, from: index - 2)
            }
            guard lower <= upper else { throw invalid("range out of order", at: index - 1) }
            set.ranges.append(lower...upper)
            if ignoresCase { insertLowered(lower...upper, into: &set) }
        }
        guard current == "]" else { throw invalid("unclosed '['", at: start) }
        index += 1
        set.isNegated = isNegated
        return set
    }

    private func insertLowered(_ range: ClosedRange<Unicode.Scalar>, into set: inout CharacterSet) {
        let capitals: ClosedRange<Unicode.Scalar> = "A"..."Z"
        let low = max(range.lowerBound, capitals.lowerBound)
        let high = min(range.upperBound, capitals.upperBound)
        guard low <= high, let first = Unicode.Scalar(low.value + 32), let last = Unicode.Scalar(high.value + 32) else { return }
        set.ranges.append(first...last)
    }

    private mutating func emit(_ node: Node) throws(Invalid) {
        guard program.count <= RegularExpressionCompiler.maximumSize else { throw invalid("pattern too large", at: 0) }
        switch node {
        case .empty: break
        case .set(let set): program.append(.set(set))
        case .lineStart: program.append(.lineStart)
        case .lineEnd: program.append(.lineEnd)
        case .wordBoundary(let wanted): program.append(.wordBoundary(wanted))
        case .sequence(let nodes): for node in nodes { try emit(node) }
        case .choice(let nodes):
            var jumps: [Int] = []
            for node in nodes.dropLast() {
                let split = reserve()
                try emit(node)
                jumps.append(reserve())
                program[split] = .split(split + 1, program.count)
            }
            if let last = nodes.last { try emit(last) }
            for jump in jumps { program[jump] = .jump(program.count) }
        case .repeated(let inner, let least, let most):
            for _ in 0..<least { try emit(inner) }
            guard let most else {
                let split = reserve()
                try emit(inner)
                program.append(.jump(split))
                program[split] = .split(split + 1, program.count)
                return
            }
            var splits: [Int] = []
            for _ in least..<max(least, most) {
                splits.append(reserve())
                try emit(inner)
            }
            for split in splits { program[split] = .split(split + 1, program.count) }
        }
    }

    /// An instruction to be filled in later.
    private mutating func reserve() -> Int {
        program.append(.match)
        return program.count - 1
    }
}
