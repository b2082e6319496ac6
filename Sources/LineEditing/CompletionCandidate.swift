/// One word that could stand at the cursor.
package struct CompletionCandidate: Sendable, Equatable {
    /// The text as it goes into the line, quoted if it has to be.
    package var value: String
    package var description: String?
    /// What follows this word when it is the only one; `nil`: what the ``CompletionResult`` says.
    package var append: CompletionResult.Append?

    package init(_ value: String, description: String? = nil, append: CompletionResult.Append? = nil) {
        self.value = value
        self.description = description
        self.append = append
    }
}
