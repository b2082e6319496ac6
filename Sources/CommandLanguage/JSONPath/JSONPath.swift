/// A path into a JSON document: `$.networks[0].name`, `$.networks[*].id`, `$['a b']`, `$.networks[?(@.name=='x')].id`, `$.networks.length`.
///
/// Besides members and elements it knows negative indices, slices `[1:3]`, `..name` for every member of that name at any depth, `length` for the
/// number of elements, members or characters, and filters with the operators of ``Expression``.
package struct JSONPath: Sendable, Hashable, CustomStringConvertible {
    package enum Step: Sendable, Hashable {
        case member(String)
        /// An element; a negative index counts from the end.
        case index(Int)
        case slice(from: Int?, to: Int?)
        case wildcard
        /// `..name`; `nil` is `..*`.
        case descendants(String?)
        case filter(Expression)
        /// `length()`, or `length` where the value has no member of that name.
        case length(isCall: Bool)
    }

    package var steps: [Step]
    /// The path as it was written.
    package var text: String
    package var range: SourceRange

    package init(steps: [Step], text: String, range: SourceRange) {
        self.steps = steps
        self.text = text
        self.range = range
    }

    /// Parses a path that stands alone.
    ///
    /// - Throws: a diagnostic at the character that does not fit.
    package init(parsing text: String, file: String = "<path>") throws(Diagnostic) {
        let source = SourceText(text, file: file)
        var parser = JSONPathParser(source: source, index: 0, limit: source.count)
        self = try parser.parsePath()
        guard parser.index == source.count else { throw parser.failure("unexpected text after the path") }
    }

    package var description: String { text }

    /// Whether it names one place: without a wildcard, slice, filter or `..`.
    package var isDefinite: Bool {
        steps.allSatisfy { step in
            switch step {
            case .member, .index, .length: true
            case .slice, .wildcard, .descendants, .filter: false
            }
        }
    }
}
