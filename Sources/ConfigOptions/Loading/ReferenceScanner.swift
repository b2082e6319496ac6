/// Takes a value apart into plain text and references to other options (`$name`, `${name}`, `$group.name`).
///
/// The rules are those of Python's `string.Template` with oslo.config's idea of a name: letters, digits, underscores and dots,
/// not beginning with a digit or a dot. `$$` and `\$` are a dollar sign; a dollar sign before anything else stands for itself.
struct ReferenceScanner {
    enum Part: Hashable {
        case text(String)
        /// A name, and the number of characters before its dollar sign.
        case reference(String, offset: Int)
    }

    static func parts(of value: String) -> [Part] {
        let characters = Array(value)
        var parts: [Part] = []
        var text = ""
        var index = 0
        while index < characters.count {
            let character = characters[index]
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            if next == "$", character == "$" || character == "\\" {
                text.append("$")
                index += 2
            } else if character == "$", let (name, end) = name(in: characters, from: index + 1) {
                if !text.isEmpty { parts.append(.text(text)) }
                text = ""
                parts.append(.reference(name, offset: index))
                index = end
            } else {
                text.append(character)
                index += 1
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
        return parts
    }

    /// The name after a dollar sign, in braces or bare, and the index after it.
    private static func name(in characters: [Character], from start: Int) -> (String, Int)? {
        let braced = start < characters.count && characters[start] == "{"
        let first = braced ? start + 1 : start
        guard first < characters.count, isLetter(characters[first]) else { return nil }
        var end = first + 1
        while end < characters.count, isLetter(characters[end]) || characters[end] == "." || ("0"..."9").contains(characters[end]) {
            end += 1
        }
        if braced, end >= characters.count || characters[end] != "}" { return nil }
        return (String(characters[first..<end]), braced ? end + 1 : end)
    }

    private static func isLetter(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
