import INI
import Testing

private func paste(_ text: String) -> INIDocument { INIDocument(parsing: text, file: "f.ini", dialect: .pasteDeploy) }
private func oslo(_ text: String) -> INIDocument { INIDocument(parsing: text, file: "f.conf", dialect: .osloConfig) }

@Suite struct `An INI document in the Paste dialect` {
    @Test func `reads both delimiters and keeps the case of names`() {
        let document = paste("[composite:main]\nuse = egg:Paste#urlmap\n/: apiversions\n/v2.0: x\n/v1 = b\nCamelCase=1\n")
        #expect(document.errors.isEmpty)
        #expect(document.sections.map(\.name) == ["composite:main"])
        #expect(document.sections[0].entries.map(\.key) == ["use", "/", "/v2.0", "/v1", "CamelCase"])
        #expect(document.sections[0].entries.map(\.value) == ["egg:Paste#urlmap", "apiversions", "x", "b", "1"])
    }

    @Test func `has no inline comments`() {
        let document = paste("[s]\nx = 1 ; c\n  # full line\n; another\ny = 2 # d\n")
        #expect(document.entry("x", in: "s")?.value == "1 ; c")
        #expect(document.entry("y", in: "s")?.value == "2 # d")
    }

    @Test func `joins more indented lines across comments and blank lines`() {
        let document = paste("[pipeline:p]\npipeline =\n  a\n# between\n\n\tb\n    c\n\n[x]\n")
        #expect(document.entry("pipeline", in: "pipeline:p")?.value == "\na\n\nb\nc")
        #expect(document.sections.count == 2)
    }

    @Test func `maps every character of a continued value to its place`() throws {
        let document = paste("[p]\n  list = one\n      two  three\n")
        let entry = try #require(document.entry("list", in: "p"))
        #expect(entry.keyPosition == SourcePosition(file: "f.ini", line: 2, column: 3))
        #expect(entry.valuePosition == SourcePosition(file: "f.ini", line: 2, column: 10))
        #expect(entry.value == "one\ntwo  three")
        #expect(entry.position(atOffset: 9) == SourcePosition(file: "f.ini", line: 3, column: 12))
        #expect(entry.position(atOffset: 999) == SourcePosition(file: "f.ini", line: 3, column: 17))
        #expect(entry.words.map(\.text) == ["one", "two", "three"])
        #expect(entry.words.map(\.position.column) == [10, 7, 12])
    }

    @Test func `counts columns in characters`() throws {
        let entry = try #require(paste("[s]\nnäme = wört x\n").entry("näme", in: "s"))
        #expect(entry.valuePosition.column == 8)
        #expect(entry.words.last?.position.column == 13)
    }

    @Test func `reports repeated sections and options with both places`() {
        let document = paste("[a]\nx = 1\nx = 2\n[b]\n[a]\ny = 1\n[DEFAULT]\np = 1\n[DEFAULT]\nq = 1\np = 2\n")
        #expect(document.errors.map(\.position.line) == [3, 5, 11])
        #expect(document.errors[0].message == "option `x` of [a] is already given at line 2")
        #expect(document.errors[1].message == "section [a] is already given at line 1")
        #expect(document.sections(named: "a").count == 2)
    }

    @Test func `reports every mistake of a file, with the line and a caret`() {
        let document = paste("early = 1\n[a]\n  nonsense\n    more nonsense\n = 3\n[open\nok = 1\n[]\n")
        #expect(document.errors.map(\.position.line) == [1, 3, 5, 6, 8])
        #expect(
            document.errors[1].description == """
                f.ini:3:3: error: expected an option (`name = value`) or a section (`[name]`)
                  nonsense
                  ^
                A comment starts with `#`; a line that continues the value above is indented.
                """)
    }

    @Test func `takes an indented header under an option as part of its value`() {
        let document = paste("[a]\nx = 1\n  [b]\n")
        #expect(document.sections.map(\.name) == ["a"])
        #expect(document.entry("x", in: "a")?.value == "1\n[b]")
    }
}

@Suite struct `An INI document in the oslo dialect` {
    @Test func `merges sections, collects repeated options and removes one pair of quotes`() {
        let document = oslo("[a]\nx = 1\nx: \"two\"\n[b]\ny='q'\nz = \"\n[a]\nw = 1 # x\n")
        #expect(document.errors.isEmpty)
        #expect(document.sections.map(\.name) == ["a", "b", "a"])
        #expect(document.sections[0].entries.map(\.value) == ["1", "two"])
        #expect(document.sections[1].entries.map(\.value) == ["q", ""])
        #expect(document.entry("w", in: "a")?.value == "1 # x")
        #expect(document.entry("x", in: "a")?.value == "two")
        #expect(document.entry("x", in: "a")?.valuePosition.column == 5)
    }

    @Test func `continues a value on indented lines until a blank line`() {
        let document = oslo("[a]\nx = 1\n  2\n\t# three\n  \n  four\ny = 5\n")
        #expect(document.entry("x", in: "a")?.value == "1\n2\n# three")
        #expect(document.errors.map(\.position) == [SourcePosition(file: "f.conf", line: 6, column: 3)])
        #expect(document.entry("y", in: "a")?.value == "5")
    }

    @Test func `reports what stands before the first section and what has no delimiter`() {
        let document = oslo("x = 1\ny = 2\n[a]\nnonsense\n[b\n[]\n=1\n")
        #expect(document.errors.map(\.position.line) == [1, 4, 5, 6, 7])
        #expect(document.errors[0].message == "option `x` stands before the first section")
    }
}

@Suite struct `An edited INI document` {
    private let text = "# top\r\n[a]\n# about x\nx : 1\n   2\n\n; tail\n[b]\ny=1"

    @Test(arguments: [INIDialect.pasteDeploy, .osloConfig])
    func `is the text it was read from`(dialect: INIDialect) {
        for text in [text, "", "\n", "\r", "a\r\nb\rc\n\n", "\u{FEFF}[a]\nx=1"] {
            #expect(INIDocument(parsing: text, file: "f", dialect: dialect).text.utf8.elementsEqual(text.utf8))
        }
        #expect(INIDocument(parsing: "\u{FEFF}[a]\nx=1", file: "f", dialect: dialect).entry("x", in: "a")?.value == "1")
    }

    @Test func `keeps comments and order when an option is set`() {
        var document = oslo(text)
        document.set("x", to: "3", in: "a")
        document.set("new", to: "4\n5", in: "a")
        document.set("z", to: " blank ", in: "b")
        document.set("k", to: "v", in: "c")
        #expect(
            document.text
                == "# top\r\n[a]\n# about x\nx : 3\r\nnew = 4\r\n    5\r\n\n; tail\n[b]\ny=1\r\nz = \" blank \"\r\n\r\n[c]\r\nk = v\r\n")
        #expect(document.entry("z", in: "b")?.value == " blank ")
    }

    @Test func `loses only what is removed`() {
        var document = oslo(text)
        let removed = document.remove("x", in: "a")
        let removedAgain = document.remove("x", in: "a")
        #expect(removed && !removedAgain)
        #expect(document.text == "# top\r\n[a]\n# about x\n\n; tail\n[b]\ny=1")
        document.removeSection("a")
        #expect(document.text == "# top\r\n; tail\n[b]\ny=1")
        document.removeSection("b")
        #expect(document.text == "# top\r\n; tail\n")
    }
}

@Suite struct `Any text whatsoever` {
    @Test(arguments: [INIDialect.pasteDeploy, .osloConfig])
    func `is read without a crash and given back unchanged`(dialect: INIDialect) {
        var random = SystemRandomNumberGenerator()
        let alphabet: [Unicode.Scalar] = Array("[]:=#;\n\n\n\r\t  ab\"'%$\u{301}\u{FEFF}\u{1F600}\u{0}é\u{2028}".unicodeScalars)
        for _ in 0..<2000 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                if let scalar = alphabet.randomElement(using: &random) { view.append(scalar) }
            }
            let text = String(view)
            var document = INIDocument(parsing: text, file: "f", dialect: dialect)
            #expect(document.text.unicodeScalars.elementsEqual(text.unicodeScalars))
            for section in document.sections {
                for entry in section.entries {
                    for offset in 0...entry.value.count { _ = entry.position(atOffset: offset) }
                    let isPlain = entry.value.utf8.allSatisfy { $0 < 0x80 } && document.errors.isEmpty
                    for (index, word) in entry.words.enumerated() where dialect == .pasteDeploy && isPlain {
                        var edited = document
                        edited.apply([document.inserting("new", beforeWord: index, of: entry)].compactMap(\.self))
                        let words = edited.entry(at: entry.keyPosition)?.words.map(\.text) ?? []
                        #expect(
                            words == entry.words.prefix(index).map(\.text) + ["new"] + entry.words.dropFirst(index).map(\.text), "\(word)")
                    }
                }
            }
            _ = document.errors.map(\.description)
            document.set("a", to: "b\nc", in: "ab")
            document.remove("a", in: "b")
            document.removeSection("ab")
        }
    }
}

@Suite struct `A misspelt name` {
    @Test(arguments: [
        ("authtokn", "authtoken"), ("catch_erorrs", "catch_errors"), ("CORS", "cors"), ("zzz", nil), ("sizelimits", "sizelimit"),
    ])
    func `finds the nearest known one`(name: String, expected: String?) {
        #expect(Spelling.nearest(to: name, in: ["authtoken", "catch_errors", "cors", "sizelimit"]) == expected)
    }
}
