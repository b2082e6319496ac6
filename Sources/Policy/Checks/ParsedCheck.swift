/// The check that a rule's text stands for, and what of it has to be looked up elsewhere.
package struct ParsedCheck: Sendable {
    /// A name that the text mentions, and how many characters stand before it.
    package struct Mention: Sendable, Hashable {
        package var name: String
        package var offset: Int
    }

    package var check: PolicyCheck
    /// The rules that it names.
    package var references: [Mention] = []
    /// The properties of the caller that are none of the known ones.
    package var unknownCredentials: [Mention] = []

    /// - Throws: ``CheckError``, the first mistake.
    package init(_ text: String) throws(CheckError) {
        var parser = CheckParser(text)
        check = try parser.parse()
        references = parser.references
        unknownCredentials = parser.unknownCredentials
    }

    /// The older form of a rule: any of the lists, each of which holds when all of its checks hold; no list at all allows everybody.
    package init(anyOf lists: [[ParsedCheck]]) {
        let nonEmpty = lists.filter { !$0.isEmpty }
        let alternatives = nonEmpty.map { list in list.count == 1 ? list[0].check : .all(list.map(\.check)) }
        // Names of a list have no place of their own in it.
        references = lists.joined().flatMap(\.references).map { Mention(name: $0.name, offset: 0) }
        unknownCredentials = lists.joined().flatMap(\.unknownCredentials).map { Mention(name: $0.name, offset: 0) }
        check = lists.isEmpty ? .always : alternatives.count == 1 ? alternatives[0] : alternatives.isEmpty ? .never : .any(alternatives)
    }
}
