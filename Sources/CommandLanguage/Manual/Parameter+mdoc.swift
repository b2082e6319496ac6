extension Parameter {
    /// In a synopsis: `Op Fl -app Ar APP`.
    var synopsisMdoc: String {
        switch form {
        case .positional(let isOptional, let isVariadic):
            let name = "Ar " + Mdoc.argument(valueName + (isVariadic ? "..." : ""))
            return isOptional ? "Op " + name : name
        case .flag: return "Op " + shortMdoc
        case .option(let isRepeatable): return "Op " + shortMdoc + " Ar " + Mdoc.argument(valueName + (isRepeatable ? "..." : ""))
        case .optionalValue: return "Op " + shortMdoc + " Op Ar " + Mdoc.argument(valueName)
        }
    }

    /// In a list of options: `Fl o , Fl f , Fl -output Ar FORMAT`.
    var termMdoc: String {
        guard !isPositional else { return "Ar " + Mdoc.argument(valueName) }
        let names = spellings.map { "Fl " + Mdoc.argument(String($0.dropFirst())) }.joined(separator: " , ")
        switch form {
        case .option: return names + " Ar " + Mdoc.argument(valueName)
        case .optionalValue: return names + " Op Ar " + Mdoc.argument(valueName)
        case .flag, .positional: return names
        }
    }

    private var shortMdoc: String { "Fl " + Mdoc.argument(short.map { String($0) } ?? String(spelling.dropFirst())) }

    /// The help as sentences.
    var sentence: String { help + "." + (defaultText.map { " Default: \($0)." } ?? "") }
}
