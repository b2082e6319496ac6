import INI

extension DeployPlan {
    /// The deployment's text such that it means the same in a file of another directory.
    ///
    /// The text is what the plan was made of, unless it refers to where its own file is: then names of other files become absolute, and
    /// `here` and `__file__` are given in `[DEFAULT]` what they are now.
    ///
    /// - Parameter target: the path of the other file.
    package func text(movedTo target: String) -> String {
        let directory = FilePath.directory(of: path)
        guard !directory.isEmpty, FilePath.absolute(target) != path else { return document.text }
        var document = document
        if FilePath.directory(of: FilePath.absolute(target)) != directory {
            while let edit = document.relativeInclusion(from: directory) { document.apply([edit]) }
            document.fix("here", directory)
        }
        document.fix("__file__", path)
        return document.text
    }
}

extension INIDocument {
    /// The edit that makes the first relative name of another file absolute; nil when there is none.
    fileprivate func relativeInclusion(from directory: String) -> LineEdit? {
        let encoded = directory.unicodeScalars.map { scalar in
            // The path of a `config:` name is percent-encoded, and interpolation takes a percent sign of its own away.
            " #%\t".unicodeScalars.contains(scalar) ? "%%" + String(scalar.value, radix: 16, uppercase: true) : String(scalar)
        }.joined()
        for entry in sections.lazy.filter({ SectionKind.split($0.name) != nil }).flatMap(\.entries) where !entry.key.hasPrefix("set ") {
            for (index, word) in entry.words.enumerated() where FactoryName.scheme(word.text)?.lowercased() == "config" {
                let path = word.text.dropFirst("config:".count)
                guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix("%(") else { continue }
                return replacing(word: index, of: entry, with: "config:\(encoded)/\(path)")
            }
        }
        return nil
    }

    /// Gives a built-in option the value that it has now, when something refers to it and the document does not set it itself.
    fileprivate mutating func fix(_ name: String, _ value: String) {
        guard entry(name, in: "DEFAULT") == nil else { return }
        let isUsed = sections.contains { section in
            section.entries.contains { $0.value.contains("%(\(name))s") || ($0.key.hasPrefix("get ") && $0.value == name) }
        }
        if isUsed { set(name, to: DeployEditor.escaped(value), in: "DEFAULT") }
    }
}
