package import INI

/// A rule as a file has it.
package struct RuleOverride: Sendable {
    package var name: String
    package var position: SourcePosition
    package var check: ParsedCheck
    /// Where the rule's text begins in its file: mistakes in it are told at their own place.
    package var source: PolicyFile.Place

    func error(_ message: String, offset: Int, advice: String? = nil, severity: SourceError.Severity = .error) -> SourceError {
        source.error(message, offset: offset, advice: advice, severity: severity)
    }
}
