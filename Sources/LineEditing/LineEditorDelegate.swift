/// What the editor asks of the program that owns it.
///
/// Every method is called on the thread that called ``LineEditor/readLine()``, while that call is under way; none may call the
/// editor's `readLine` again. They must be quick: the user waits for each. Offsets count UTF-8 bytes.
package protocol LineEditorDelegate: AnyObject {
    /// The prompt, asked for before each line and after ``EditorInbox/requestRedraw()``.
    ///
    /// It may carry ANSI colours; it must be one line.
    func prompt() -> String

    /// What could stand at the cursor.
    ///
    /// - Parameter line: all that was typed, with the earlier lines when this one continues them.
    func completions(line: String, cursorOffset: Int) -> CompletionResult

    /// The text shown for `?`: several lines, without a final newline. Empty when there is nothing to say.
    func help(line: String, cursorOffset: Int) -> String

    /// The rest of the line to suggest after the cursor, which stands at the end of `line`; `nil` for none.
    func hint(line: String) -> LineHint?

    /// Whether `text`, which the user ended with Enter, goes on in the next line.
    func needsMoreInput(text: String) -> Bool
}
