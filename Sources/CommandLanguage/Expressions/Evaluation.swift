package import JSONCodec

/// The outcome of judging an expression.
package struct Evaluation: Sendable, Hashable {
    package var holds: Bool
    /// The comparison that decided, with both sides as they were; `nil` when no comparison did.
    package var decisive: Sides?

    /// Both sides of a comparison.
    package struct Sides: Sendable, Hashable {
        /// The comparison as it was written.
        package var text: String
        /// `nil` for a path that leads nowhere.
        package var left: JSONValue?
        package var right: JSONValue?

        /// Two lines: `left: ...` and `right: ...`.
        package var description: String { "left:  \(Self.text(of: left))\nright: \(Self.text(of: right))" }

        private static func text(of value: JSONValue?) -> String {
            guard let text = value?.description else { return "nothing (the path leads nowhere)" }
            return text.count <= 400 ? text : text.prefix(400) + "…"
        }
    }
}
