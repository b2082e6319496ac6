import CLibedit
import Glibc

extension LineEditor {
    private typealias KeyFunction = @convention(c) (OpaquePointer?, Int32) -> UInt8

    /// The editor's own functions, by the names that `~/.editrc` may bind.
    private static let functions: [(name: String, help: String, function: KeyFunction)] = [
        ("complete-word", "Complete the word before the cursor", { editor, _ in LineEditor.of(editor)?.complete() ?? editorError }),
        ("show-help", "List what may come next", { editor, key in LineEditor.of(editor)?.showHelp(key: key) ?? editorError }),
        ("drop-line", "Drop the line", { editor, _ in LineEditor.of(editor)?.dropLine() ?? editorError }),
        ("forward-or-accept", "Move right, or accept the hint", { editor, _ in LineEditor.of(editor)?.moveRight(by: 1) ?? editorError }),
        ("end-or-accept", "Move to the end, or accept the hint", { editor, _ in LineEditor.of(editor)?.moveToEnd() ?? editorError }),
        ("insert-paste", "Insert what was pasted", { editor, _ in LineEditor.of(editor)?.insertPaste() ?? editorError }),
        ("begin-paste", "Take what is being pasted", { editor, _ in LineEditor.of(editor)?.takePaste() ?? editorError }),
        ("suspend", "Stop the process until it is continued", { editor, _ in LineEditor.of(editor)?.suspend() ?? editorError }),
    ]

    func setUp(terminalType: String?, keyFile: String?) {
        if let terminalType { _ = cledit_set_terminal(libedit, terminalType) }
        _ = cledit_set_client(libedit, Unmanaged.passUnretained(self).toOpaque())
        _ = cledit_set_signal(libedit, 0)
        _ = cledit_set_prompt(libedit, { LineEditor.of($0)?.promptBytes }, 1)
        _ = cledit_set_read(libedit, { LineEditor.of($0)?.readCharacter(into: $1) ?? -1 })
        if let history {
            _ = cledit_history_set_size(libeditHistory, Int32(clamping: history.limit * 2))
            _ = cledit_set_history(libedit, libeditHistory)
        }
        updatePrompt(to: "")
        for (name, help, function) in Self.functions { _ = cledit_add_function(libedit, name, help, function) }
        _ = cledit_set_editor(libedit, "emacs")
        let keyFile = keyFile ?? Terminal.environment("EDITRC") ?? Terminal.environment("HOME").map { $0 + "/.editrc" }
        if let keyFile { el_source(libedit, keyFile) }
        let isVi = cledit_editor(libedit).map { String(cString: $0) } == "vi"
        keys = KeyDecoder(isVi: isVi)
        bindKeys(isVi: isVi)
        if let keyFile { rebindUserKeys(of: keyFile) }
        // Ctrl-C and Ctrl-Z are keys while a line is edited.
        _ = cledit_set_tty(libedit, "-d", "-isig")
        subscribe()
    }

    private func bindKeys(isVi: Bool) {
        var bindings = [
            ("^I", "complete-word"), ("?", "show-help"), ("^C", "drop-line"), ("^Z", "suspend"),
            ("^W", "ed-delete-prev-word"), ("^R", "em-inc-search-prev"), ("\\e[200~", "begin-paste"),
        ]
        if isVi {
            bindings.removeLast()
        } else {
            bindings += [
                ("^F", "forward-or-accept"), ("^E", "end-or-accept"), ("^S", "em-inc-search-next"),
                ("\\e[C", "forward-or-accept"), ("\\eOC", "forward-or-accept"), ("\\e[D", "ed-prev-char"), ("\\eOD", "ed-prev-char"),
                ("\\e[A", "ed-prev-history"), ("\\eOA", "ed-prev-history"), ("\\e[B", "ed-next-history"), ("\\eOB", "ed-next-history"),
                ("\\e[H", "ed-move-to-beg"), ("\\eOH", "ed-move-to-beg"), ("\\e[1~", "ed-move-to-beg"), ("\\e[7~", "ed-move-to-beg"),
                ("\\e[F", "end-or-accept"), ("\\eOF", "end-or-accept"), ("\\e[4~", "end-or-accept"), ("\\e[8~", "end-or-accept"),
                ("\\e[3~", "ed-delete-next-char"), ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
                ("\\e[1;3C", "em-next-word"), ("\\e[1;3D", "ed-prev-word"),
            ]
        }
        for (key, function) in bindings { _ = cledit_bind(libedit, key, function) }
        for key in KeyDecoder.Key.allCases {
            _ = cledit_bind(libedit, key.notation, Self.function(of: key, isVi: isVi))
            if isVi { _ = cledit_bind_alternative(libedit, key.notation, Self.function(of: key, isVi: isVi)) }
        }
        if isVi {
            for (key, function) in [("^C", "drop-line"), ("^Z", "suspend")] { _ = cledit_bind_alternative(libedit, key, function) }
            _ = cledit_bind(libedit, "^E", "end-or-accept")
        }
    }

    private static func function(of key: KeyDecoder.Key, isVi: Bool) -> String {
        switch key {
        case .paste: "insert-paste"
        case .up: "ed-prev-history"
        case .down: "ed-next-history"
        case .right: "forward-or-accept"
        case .left: "ed-prev-char"
        case .home: "ed-move-to-beg"
        case .end: "end-or-accept"
        case .delete: "ed-delete-next-char"
        case .wordRight: isVi ? "vi-next-word" : "em-next-word"
        case .wordLeft: "ed-prev-word"
        case .unknown: "ed-ignore"
        }
    }

    /// Binds the keys of `~/.editrc` once more, over our own.
    ///
    /// Its `bind -v` sets all keys to vi's, so that ours can only come after it.
    private func rebindUserKeys(of path: String) {
        guard let file = fopen(path, "r") else { return }
        defer { fclose(file) }
        guard let tokenizer = tok_init(nil) else { return }
        defer { tok_end(tokenizer) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let line {
            var count: Int32 = 0
            var words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
            tok_reset(tokenizer)
            guard tok_str(tokenizer, line, &count, &words) == 0, count >= 3, let words else { continue }
            let texts = (0..<Int(count)).map { index in words[index].map { String(cString: $0) } ?? "" }
            guard let command = texts.first, command == "bind" || command.hasSuffix(":bind") else { continue }
            guard !texts.contains("-v"), !texts.contains("-e"), !texts.contains("-l") else { continue }
            _ = el_parse(libedit, count, words)
        }
    }

    private func subscribe() {
        let inbox = inbox
        let relay = SignalRelay.shared
        subscriptions = [
            relay.subscribe(to: SIGWINCH) { inbox.add(.resized) },
            relay.subscribe(to: SIGCONT) { inbox.add(.continued) },
            relay.subscribe(to: SIGINT) { inbox.add(.interrupt) },
        ]
    }

    /// The editor that a callback of libedit's belongs to.
    static func of(_ libedit: OpaquePointer?) -> LineEditor? {
        guard let libedit, let client = cledit_client(libedit) else { return nil }
        return Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
    }
}

private let editorError = UInt8(CC_ERROR)
