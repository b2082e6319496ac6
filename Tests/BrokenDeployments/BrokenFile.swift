/// A deployment file with mistakes in it, and where each is to be found.
///
/// The factories are `m:app`, `m:filter` and `m:strict_app`; beside the file, which is in `/etc/cloud`, stands an `other.ini` with an app `main`.
package struct BrokenFile: CustomStringConvertible, Sendable {
    package struct Finding: Sendable {
        package let line: Int
        package let column: Int
        package let fragment: String
    }

    package let description: String
    package let text: String
    package let findings: [Finding]

    /// - Parameter text: the file; an app `leaf` and a filter `f` are added at its end unless it ends with `\`.
    package init(_ description: String, _ text: String, _ findings: (Int, Int, String)...) {
        self.description = description
        let parts = "\n[app:leaf]\npaste.app_factory = m:app\n[filter:f]\npaste.filter_factory = m:filter\n"
        self.text = text.hasSuffix("\\") ? String(text.dropLast()) : text + parts
        self.findings = findings.map { Finding(line: $0.0, column: $0.1, fragment: $0.2) }
    }

    static let grammar: [BrokenFile] = [
        BrokenFile("empty", "\\", (0, 0, "there is no app `main`")),
        BrokenFile("only a comment", "# nothing\n\\", (0, 0, "there is no app `main`")),
        BrokenFile("option before any section", "x = 1\n[app:main]\nuse = leaf", (1, 1, "before the first section")),
        BrokenFile("line without delimiter", "[app:main]\nuse = leaf\nnonsense", (3, 1, "expected an option")),
        BrokenFile(
            "unclosed header", "[app:x]\nuse = leaf\n[app:main\nuse = leaf", (3, 1, "no closing bracket")),
        BrokenFile("empty header", "[]\n[app:main]\nuse = leaf", (1, 1, "no name")),
        BrokenFile("option without name", "[app:main]\nuse = leaf\n= 5", (3, 1, "has no name")),
        BrokenFile("repeated section", "[app:main]\nuse = leaf\n[app:main]\nuse = leaf", (3, 1, "already given at line 1")),
        BrokenFile("repeated option", "[app:main]\nuse = leaf\nuse = leaf", (3, 1, "already given at line 2")),
        BrokenFile(
            "repeated option across delimiters", "[composite:main]\nuse = egg:Paste#urlmap\n/a: leaf\n/a = leaf",
            (4, 1, "`/a` of [composite:main]")),
        BrokenFile("repeated option of DEFAULT", "[DEFAULT]\nx=1\n[app:main]\nuse=leaf\n[DEFAULT]\nx=2", (6, 1, "`x` of [DEFAULT]")),
        BrokenFile(
            "three at once", "[app:main]\nuse = leaf\nbad\nuse = x\n[oops", (3, 1, "expected"), (4, 1, "already"), (5, 1, "bracket")),
    ]

    static let interpolation: [BrokenFile] = [
        BrokenFile("lone percent", "[app:main]\nuse = leaf\nx = 50%", (3, 7, "a lone `%`")),
        BrokenFile(
            "unknown reference", "[DEFAULT]\nport = 1\n[app:main]\nuse = leaf\nx = a %(prot)s", (5, 7, "`%(prot)s` refers to no option")),
        BrokenFile("unclosed reference", "[app:main]\nuse = leaf\nx = %(here", (3, 5, "not closed")),
        BrokenFile("reference without s", "[app:main]\nuse = leaf\nx = %(here)d", (3, 5, "not closed")),
        BrokenFile("empty reference", "[app:main]\nuse = leaf\nx = %()s", (3, 5, "not closed")),
        BrokenFile("reference to itself", "[app:main]\nuse = leaf\nx = %(x)s", (3, 5, "refers to itself")),
        BrokenFile("references in a circle", "[app:main]\nuse = leaf\nx = %(y)s\ny = %(x)s", (3, 5, "itself"), (4, 5, "itself")),
        BrokenFile("bad DEFAULT", "[DEFAULT]\nx = %(nope)s\n[app:main]\nuse = leaf", (2, 5, "refers to no option of [DEFAULT]")),
        BrokenFile("on a continuation line", "[app:main]\nuse = leaf\nx = 1\n   2 %(nope)s", (4, 6, "refers to no option")),
        BrokenFile("in set", "[app:main]\nuse = leaf\nset a = %q", (3, 9, "lone")),
        BrokenFile("in use", "[app:main]\nuse = %(nope)s", (2, 7, "refers to no option")),
        BrokenFile(
            "a template", "[app:main]\nuse = leaf\nu = %USER%\np = x%PASS_2%y", (3, 5, "template with unfilled placeholders: `%USER%`"),
            (4, 6, "`%PASS_2%`")),
        BrokenFile(
            "a template in a section nobody uses", "[app:main]\nuse = leaf\n[filter:x]\npaste.filter_factory = m:filter\nu = %USER%",
            (5, 5, "template")),
        BrokenFile(
            "references that multiply",
            "[app:main]\nuse = leaf\na = " + String(repeating: "%(b)s", count: 60) + "\nb = " + String(repeating: "%(c)s", count: 60)
                + "\nc = " + String(repeating: "%(d)s", count: 60) + "\nd = 1",
            (3, 5, "more than 2000 references"), (4, 5, "more than 2000 references")),
    ]

    static let sections: [BrokenFile] = [
        BrokenFile("misspelt root", "[app:mian]\nuse = leaf", (0, 0, "there is no app `main`")),
        BrokenFile("root without name", "[app]\nuse = leaf", (0, 0, "there is no app `main`")),
        BrokenFile("root of a wrong case", "[app:Main]\nuse = leaf", (0, 0, "there is no app `main`")),
        BrokenFile("root is a filter", "[filter:main]\nuse = f", (0, 0, "`main` is [filter:main], and an app is wanted")),
        BrokenFile(
            "ambiguous", "[app:main]\nuse = leaf\n[composite:main]\nuse = egg:Paste#urlmap",
            (0, 0, "ambiguous: it can be [app:main] (line 1), [composite:main] (line 3)")),
        BrokenFile("ambiguous by blanks", "[app:main]\nuse = leaf\n[app: main]\nuse = leaf", (0, 0, "ambiguous")),
        BrokenFile("no factory", "[app:main]\nx = 1", (1, 1, "[app:main] names no factory")),
        BrokenFile("misspelt factory option", "[app:main]\npaste.app_factry = m:app", (1, 1, "names no factory")),
        BrokenFile("misspelt use", "[app:main]\nuser = leaf", (1, 1, "names no factory")),
        BrokenFile(
            "factory option of another kind", "[app:main]\npaste.filter_factory = m:filter",
            (2, 1, "names a factory for a filter, and [app:main] is an app")),
        BrokenFile(
            "two protocols", "[app:main]\npaste.app_factory = m:app\npaste.composite_factory = m:app", (3, 1, "names a factory twice")),
        BrokenFile("use and a protocol", "[app:main]\nuse = leaf\npaste.app_factory = m:app", (3, 1, "both `use` and")),
        BrokenFile("empty use", "[app:main]\nuse =", (2, 1, "`use` is empty")),
        BrokenFile("use dropped by DEFAULT", "[DEFAULT]\nuse = x\n[app:main]\nuse = leaf", (3, 1, "names no factory")),
        BrokenFile("uses itself", "[app:main]\nuse = main", (2, 7, "[app:main] -> [app:main]")),
        BrokenFile("uses in a circle", "[app:main]\nuse = b\n[app:b]\nuse = c\n[app:c]\nuse = b", (6, 7, "[app:b] -> [app:c] -> [app:b]")),
        BrokenFile(
            "urlmap in a circle", "[composite:main]\nuse = egg:Paste#urlmap\n/ = p\n[pipeline:p]\npipeline = f main",
            (5, 14, "[composite:main] -> [pipeline:p] -> [composite:main]")),
        BrokenFile(
            "filter-with in a circle", "[app:main]\nuse = leaf\nfilter-with = g\n[filter:g]\nuse = f\nfilter-with = g",
            (6, 15, "[filter:g] -> [filter:g]")),
        BrokenFile("unknown filter-with", "[app:main]\nuse = leaf\nfilter-with = ff", (3, 15, "there is no filter `ff`")),
        BrokenFile("an app as filter-with", "[app:main]\nuse = leaf\nfilter-with = leaf", (3, 15, "a filter is wanted here")),
        BrokenFile("filter-app without next", "[filter-app:main]\nuse = f", (1, 1, "no option `next`")),
        BrokenFile("filter-app with an unknown next", "[filter-app:main]\nuse = f\nnext = laef", (3, 8, "there is no app `laef`")),
        BrokenFile("filter-app without factory", "[filter-app:main]\nnext = leaf", (1, 1, "names no factory")),
        BrokenFile(
            "get of an unknown global", "[DEFAULT]\nport = 1\n[app:main]\nuse = leaf\nget x = prot", (5, 9, "no global option `prot`")),
    ]

    static let factories: [BrokenFile] = [
        BrokenFile("unknown app factory", "[app:main]\npaste.app_factory = m:ap", (2, 21, "unknown app factory `m:ap`")),
        BrokenFile(
            "unknown filter factory",
            "[pipeline:main]\npipeline = g leaf\n[filter:g]\npaste.filter_factory = oslo_midleware:RequestId.factory",
            (4, 24, "unknown filter factory")),
        BrokenFile("unknown egg entry", "[app:main]\nuse = egg:Paste#urlmapp", (2, 7, "unknown app factory `egg:Paste#urlmapp`")),
        BrokenFile("unknown egg", "[app:main]\nuse = egg:Nope", (2, 7, "unknown app factory `egg:Nope`")),
        BrokenFile(
            "known but not available",
            "[pipeline:main]\npipeline = g leaf\n[filter:g]\npaste.filter_factory = keystone.middleware:XmlBodyMiddleware.factory",
            (4, 24, "(xml_body) is a known filter factory")),
        BrokenFile("not module:object", "[app:main]\npaste.app_factory = whatever", (2, 21, "not in the form `module:object`")),
        BrokenFile("call without colon", "[app:main]\nuse = call:whatever", (2, 7, "not in the form `call:module:object`")),
        BrokenFile("unknown scheme", "[app:main]\nuse = foo:bar", (2, 7, "unknown scheme `foo:`")),
        BrokenFile(
            "a composite called as an app", "[app:main]\nuse = call:neutron.auth:pipeline_factory\nnoauth = leaf",
            (2, 7, "is a composite factory, and this is an app")),
        BrokenFile(
            "an app called as a composite", "[composite:main]\nuse = call:m:app", (2, 7, "is an app factory, and this is a composite")),
        BrokenFile(
            "a filter factory for an app", "[app:main]\npaste.app_factory = m:filter", (2, 21, "is a filter factory, and this is an app")),
        BrokenFile(
            "an egg's composite as a filter", "[pipeline:main]\npipeline = g leaf\n[filter:g]\nuse = egg:Paste#urlmap",
            (4, 7, "is a composite factory, and this is a filter")),
        BrokenFile(
            "unexpected option", "[app:main]\npaste.app_factory = m:strict_app\nproject = x\nsiez = 5", (4, 1, "has no option `siez`")),
        BrokenFile("missing option", "[app:main]\npaste.app_factory = m:strict_app", (1, 1, "lacks the option `project`")),
        BrokenFile(
            "option that is no integer", "[app:main]\npaste.app_factory = m:strict_app\nproject = x\nsize = big",
            (4, 8, "`big` is no integer")),
        BrokenFile(
            "option that is no boolean", "[app:main]\npaste.app_factory = m:strict_app\nproject = x\nenabled = maybe",
            (4, 11, "`maybe` is no boolean")),
        BrokenFile(
            "all options at once", "[app:main]\npaste.app_factory = m:strict_app\nsize = big\nzzzzzz = 1", (1, 1, "lacks"),
            (3, 8, "no integer"), (4, 1, "no option `zzzzzz`")),
        BrokenFile("missing file", "[app:main]\nuse = config:nope.ini", (2, 7, "cannot read `/etc/cloud/nope.ini`")),
        BrokenFile("no file", "[app:main]\nuse = config:", (2, 7, "names no file")),
        BrokenFile(
            "missing section of another file", "[app:main]\nuse = config:other.ini#nope",
            (2, 7, "there is no app `nope` in /etc/cloud/other.ini")),
        BrokenFile("itself by file", "[app:main]\nuse = config:main.ini", (2, 7, "[app:main] -> [app:main]")),
    ]

    static let pipelines: [BrokenFile] = [
        BrokenFile("empty pipeline", "[pipeline:main]\npipeline =", (2, 1, "the pipeline `pipeline` is empty")),
        BrokenFile("no pipeline", "[pipeline:main]", (1, 1, "no option `pipeline`")),
        BrokenFile(
            "misspelt pipeline", "[pipeline:main]\npipelne = f leaf", (2, 1, "`pipelne` is not allowed"), (1, 1, "no option `pipeline`")),
        BrokenFile(
            "more than a pipeline", "[pipeline:main]\npipeline = f leaf\nuse = leaf\nx = 1", (3, 1, "`use` is not allowed"),
            (4, 1, "`x` is not allowed")),
        BrokenFile(
            "filter at the end", "[pipeline:main]\npipeline = leaf f", (2, 12, "an app can only be the last"),
            (2, 17, "a pipeline ends with its app")),
        BrokenFile("no app at the end", "[pipeline:main]\npipeline = f f", (2, 14, "`f` is [filter:f], and an app is wanted")),
        BrokenFile("a filter twice", "[pipeline:main]\npipeline = f\n   f leaf", (3, 4, "`f` is in this pipeline twice, first in line 2")),
        BrokenFile("unknown filter", "[pipeline:main]\npipeline = f ff fff leaf", (2, 14, "no filter `ff`"), (2, 17, "no filter `fff`")),
        BrokenFile("unknown app", "[pipeline:main]\npipeline = f\n   laef", (3, 4, "there is no app `laef`")),
        BrokenFile("call in a pipeline", "[pipeline:main]\npipeline = f call:neutron.auth:nope", (2, 14, "unknown app factory")),
        BrokenFile(
            "no such strategy", "[composite:main]\nuse = call:neutron.auth:pipeline_factory\nkeystone = f leaf",
            (1, 1, "no pipeline for the auth strategy `noauth`")),
        BrokenFile(
            "no strategy at all", "[composite:main]\nuse = call:cinder.api.middleware.auth:pipeline_factory",
            (1, 1, "no pipeline for the auth strategy")),
        BrokenFile(
            "empty strategy", "[composite:main]\nuse = call:neutron.auth:pipeline_factory\nnoauth =",
            (3, 1, "the pipeline `noauth` is empty")),
        BrokenFile(
            "mistakes in every strategy", "[composite:main]\nuse = call:neutron.auth:pipeline_factory\nnoauth = a leaf\nkeystone = b leaf",
            (3, 10, "no filter `a`"), (4, 12, "no filter `b`")),
        BrokenFile("port without domain", "[composite:main]\nuse = egg:Paste#urlmap\nport 80 /x = leaf", (3, 1, "a port needs a domain")),
        BrokenFile(
            "port that is none", "[composite:main]\nuse = egg:Paste#urlmap\ndomain d port x / = leaf", (3, 15, "`x` is no port number")),
        BrokenFile("domain without name", "[composite:main]\nuse = egg:Paste#urlmap\n/x domain = leaf", (3, 4, "`domain` needs a value")),
        BrokenFile("two paths", "[composite:main]\nuse = egg:Paste#urlmap\n/x /y = leaf", (3, 4, "`/y` is a second path")),
        BrokenFile(
            "path without slash", "[composite:main]\nuse = egg:Paste#urlmap\nv1 = leaf", (3, 1, "the path `v1` does not start with `/`")),
        BrokenFile("no app at a path", "[composite:main]\nuse = egg:Paste#urlmap\n/v1 =", (3, 6, "the name of an app is missing")),
        BrokenFile(
            "unknown apps at paths", "[composite:main]\nuse = egg:Paste#urlmap\n/v1 = a\n/v2 = leaf\n/v3 = b", (3, 7, "no app `a`"),
            (5, 7, "no app `b`")),
        BrokenFile(
            "unknown not_found_app", "[composite:main]\nuse = egg:Paste#urlmap\nnot_found_app = nobody\n/ = leaf",
            (3, 17, "no app `nobody`")),
        BrokenFile(
            "mistakes in what nothing needs", "[app:main]\nuse = nope\n[filter:x]\npaste.filter_factory = m:nope", (2, 7, "no app `nope`"),
            (4, 24, "unknown filter factory")),
    ]

    package static let all = grammar + interpolation + sections + factories + pipelines
}
