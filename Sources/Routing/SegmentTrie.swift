/// Path segments to operations: a tree that is walked byte by byte, so that its cost depends on the path and not on the number of routes.
struct SegmentTrie: Sendable {
    struct Operation: Sendable {
        var method: String
        var route: Int
        var names: [String]
    }

    struct Node: Sendable {
        var literals = SegmentTable()
        var capture: Int?
        var operations: [Operation] = []
    }

    private(set) var nodes = [Node()]

    /// Adds one way to spell a route. The first route of two with one spelling and one method wins.
    mutating func insert(_ segments: [PathTemplate.Segment], method: String, route: Int) {
        var node = 0
        var names: [String] = []
        for segment in segments {
            switch segment {
            case .literal(let text):
                if let child = nodes[node].literals.find(Array(text.utf8)) {
                    node = child
                } else {
                    nodes[node].literals.insert(Array(text.utf8), nodes.count)
                    nodes.append(Node())
                    node = nodes.count - 1
                }
            case .capture(let name):
                names.append(name)
                if let child = nodes[node].capture {
                    node = child
                } else {
                    nodes[node].capture = nodes.count
                    nodes.append(Node())
                    node = nodes.count - 1
                }
            }
        }
        guard !nodes[node].operations.contains(where: { $0.method == method }) else { return }
        nodes[node].operations.append(Operation(method: method, route: route, names: names))
    }
}
