extension RequestExpression {
    /// What is wrong with an expression that is a part of another text, at its place there.
    ///
    /// - Parameter range: where the expression stands, with or without quotes. When it is not written there character by character, since a variable or
    ///   an escape stood in it, the whole of it is the place.
    /// - Returns: `nil` when nothing is wrong.
    static func mistake(in text: String, writtenAt range: SourceRange) -> Diagnostic? {
        do throws(Diagnostic) {
            _ = try RequestExpression(parsing: text)
            return nil
        } catch {
            var diagnostic = error
            let quotes = range.end.offset - range.start.offset - text.utf8.count
            if quotes == 0 || quotes == 2 {
                let before = quotes / 2
                diagnostic.range.file = range.file
                diagnostic.range.start = error.range.start.shifted(to: range.start, by: before)
                diagnostic.range.end = error.range.end.shifted(to: range.start, by: before)
            } else {
                diagnostic.range = range
                diagnostic.message = "character \(error.range.start.column) of the expression: \(error.message)"
            }
            return diagnostic
        }
    }
}

extension ScriptPosition {
    /// The place in a whole text of what stands here in a part that begins `characters` behind `start`.
    fileprivate func shifted(to start: ScriptPosition, by characters: Int) -> ScriptPosition {
        ScriptPosition(
            line: start.line + line - 1, column: line == 1 ? start.column + characters + column - 1 : column,
            offset: start.offset + characters + offset)
    }
}
