import Glibc

/// A POSIX extended regular expression that a text has to match from its beginning.
package struct PathPattern: Sendable {
    // The compiled expression is written once, in `init`, before the object is shared, and freed when nobody has it any more; in
    // between it is only read, and POSIX has `regexec` safe to call from several threads on one expression.
    private final class Compiled: @unchecked Sendable {
        private var expression = regex_t()

        init(_ text: String) throws(PatternError) {
            let code = regcomp(&expression, text, REG_EXTENDED | REG_NOSUB)
            guard code == 0 else {
                // A failed compilation leaves nothing to free, but `deinit` runs all the same.
                let reason = Self.reason(code, &expression)
                _ = regcomp(&expression, "", REG_EXTENDED | REG_NOSUB)
                throw PatternError(reason: reason)
            }
        }

        deinit { regfree(&expression) }

        func matches(_ text: String) -> Bool { regexec(&expression, text, 0, nil, 0) == 0 }

        private static func reason(_ code: Int32, _ expression: inout regex_t) -> String {
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
                guard let start = buffer.baseAddress else { return "invalid" }
                regerror(code, &expression, start, buffer.count)
                return String(cString: start)
            }
        }
    }

    /// Why a text is no regular expression.
    package struct PatternError: Error, CustomStringConvertible {
        package var reason: String
        package var description: String { reason }
    }

    package let text: String
    /// `nil` for the expression that matches everything.
    private let compiled: Compiled?

    package init(_ text: String) throws(PatternError) {
        self.text = text
        guard text != ".*", text != "^.*", text != ".*$", !text.isEmpty else {
            compiled = nil
            return
        }
        let anchored = text.hasPrefix("^") ? text : "^(" + text + ")"
        compiled = try Compiled(anchored)
    }

    package func matches(_ text: String) -> Bool { compiled?.matches(text) ?? true }
}
