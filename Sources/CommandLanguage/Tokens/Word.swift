import JSONCodec

/// One word of a command line, with quotes removed and variables still in it.
///
/// Variables are expanded when the command runs; the expanded word stays one word, whatever it holds.
package struct Word: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        case variable(VariableReference, Insertion)
    }

    /// How a variable's value is put in.
    package enum Insertion: Sendable, Hashable {
        case plain
        /// Inside a string of an inline JSON body: escaped as JSON wants it.
        case jsonString
        /// In a value's place of an inline JSON body: JSON stays, other text becomes a JSON string.
        case jsonValue
    }

    package var segments: [Segment]
    /// Some of it was quoted or escaped: such a word is never a keyword.
    package var isQuoted: Bool
    package var range: SourceRange

    package init(segments: [Segment], isQuoted: Bool = false, range: SourceRange) {
        self.segments = segments
        self.isQuoted = isQuoted
        self.range = range
    }

    /// A word without variables.
    package init(_ text: String, range: SourceRange = SourceRange(file: "")) {
        self.init(segments: text.isEmpty ? [] : [.literal(text)], range: range)
    }

    /// The text of a word without variables; `nil` when it has some.
    package var literal: String? {
        var text = ""
        for segment in segments {
            guard case .literal(let part) = segment else { return nil }
            text += part
        }
        return text
    }

    /// The text before the first variable.
    package var literalPrefix: String {
        var text = ""
        for segment in segments {
            guard case .literal(let part) = segment else { break }
            text += part
        }
        return text
    }

    /// The word's text with its variables replaced.
    package func expanded(in environment: any ScriptEnvironment) throws(Diagnostic) -> String {
        try Word.text(of: segments, in: environment)
    }

    /// The values a `for` statement takes from this word: the elements when the word is one variable that holds a JSON array, else its text.
    package func loopValues(in environment: any ScriptEnvironment) throws(Diagnostic) -> [String] {
        if segments.count == 1, case .variable(let reference, .plain)? = segments.first, !isQuoted {
            let value = try reference.value(in: environment)
            if case .array(let elements) = value.decodingText { return elements.map(\.plainText) }
            return [value.plainText]
        }
        return [try expanded(in: environment)]
    }

    static func text(of segments: [Segment], in environment: any ScriptEnvironment) throws(Diagnostic) -> String {
        var text = ""
        for segment in segments {
            switch segment {
            case .literal(let part): text += part
            case .variable(let reference, let insertion):
                let value = try reference.value(in: environment)
                switch insertion {
                case .plain: text += value.plainText
                case .jsonString: text += String(JSONValue.string(value.plainText).description.dropFirst().dropLast())
                case .jsonValue:
                    if case .string(let string) = value {
                        text += (try? JSONValue(parsing: string)) == nil ? value.description : string
                    } else {
                        text += value.description
                    }
                }
            }
        }
        return text
    }
}
