/// A `%NAME%` that some installer was to replace.
enum Placeholder {
    /// The length of the placeholder that starts at `index`, or nil when there is none.
    static func length(in characters: [Character], at index: Int) -> Int? {
        var end = index + 1
        while end < characters.count, isNameCharacter(characters[end], first: end == index + 1) { end += 1 }
        guard end > index + 1, end < characters.count, characters[end] == "%" else { return nil }
        return end - index + 1
    }

    /// The placeholders of a value with their offsets.
    static func all(in value: String) -> [(name: String, offset: Int)] {
        guard value.utf8.contains(UInt8(ascii: "%")) else { return [] }
        let characters = Array(value)
        var found: [(name: String, offset: Int)] = []
        var index = 0
        while index < characters.count {
            if characters[index] != "%" {
                index += 1
            } else if index + 1 < characters.count, characters[index + 1] == "%" {
                index += 2
            } else if let length = length(in: characters, at: index) {
                found.append((String(characters[index..<index + length]), index))
                index += length
            } else {
                index += 1
            }
        }
        return found
    }

    private static func isNameCharacter(_ character: Character, first: Bool) -> Bool {
        switch character {
        case "A"..."Z": true
        case "_", "0"..."9": !first
        default: false
        }
    }
}
