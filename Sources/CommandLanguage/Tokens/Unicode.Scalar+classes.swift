extension Unicode.Scalar {
    /// A blank between words; a carriage return counts, so that files with CRLF lines read the same.
    var isBlank: Bool { self == " " || self == "\t" || self == "\r" }
    var isBlankOrNewline: Bool { isBlank || self == "\n" }
    var isDigit: Bool { ("0"..."9").contains(self) }
    /// May start the name of a variable.
    var isNameStart: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
    var isNamePart: Bool { isNameStart || isDigit }
}
