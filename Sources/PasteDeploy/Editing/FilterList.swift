import INI

/// A list of filters with an app at its end, as it stands in a document.
struct FilterList {
    /// The words as they are meant: references to other options replaced.
    let words: [(text: String, position: SourcePosition)]

    /// The name of the option that the words are the value of.
    let option: String

    /// Where they are written.
    let entry: INIEntry

    func inserting(_ name: String, before index: Int, in document: INIDocument) -> [LineEdit] {
        if let written = written(index) { return [document.inserting(name, beforeWord: written, of: entry)].compactMap(\.self) }
        var texts = words.map(\.text)
        texts.insert(name, at: min(index, texts.count))
        return writingOut(texts, in: document)
    }

    func removing(_ index: Int, in document: INIDocument) -> [LineEdit] {
        if let written = written(index) { return [document.removing(word: written, of: entry)].compactMap(\.self) }
        var texts = words.map(\.text)
        if texts.indices.contains(index) { texts.remove(at: index) }
        return writingOut(texts, in: document)
    }

    func replacing(_ index: Int, with name: String, in document: INIDocument) -> [LineEdit] {
        if let written = written(index) { return [document.replacing(word: written, of: entry, with: name)].compactMap(\.self) }
        var texts = words.map(\.text)
        if texts.indices.contains(index) { texts[index] = name }
        return writingOut(texts, in: document)
    }

    /// Which of the written words is meant by one of the list: the same one, unless references stand for some.
    private func written(_ index: Int) -> Int? {
        guard words.indices.contains(index), !entry.key.hasPrefix("get ") else { return nil }
        let texts = entry.words.map(\.text)
        if texts == words.map(\.text) { return index }
        let name = words[index].text
        guard words.count(where: { $0.text == name }) == 1 else { return nil }
        return texts.firstIndex(of: name)
    }

    /// Writes the whole list in the place of what stands for it.
    private func writingOut(_ texts: [String], in document: INIDocument) -> [LineEdit] {
        let value = DeployEditor.escaped(texts.joined(separator: " "))
        if entry.key.hasPrefix("get "), let section = document.sections.last(where: { $0.position.line < entry.keyPosition.line }) {
            return [document.removing(entry), document.adding(option, value: value, to: section)]
        }
        return [document.replacing(valueOf: entry, with: value)].compactMap(\.self)
    }
}
