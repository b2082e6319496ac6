import Glibc

/// Facts about the terminal.
package enum Terminal {
    package struct Size: Sendable, Equatable {
        package var columns: Int
        package var rows: Int

        package init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    package static func isInteractive(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// The terminal's size; 80 by 24 where it says nothing of it, `nil` when `descriptor` is not a terminal.
    package static func size(_ descriptor: Int32 = STDOUT_FILENO) -> Size? {
        var window = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0 else { return nil }
        return Size(
            columns: window.ws_col < 2 ? 80 : Int(window.ws_col),
            rows: window.ws_row < 1 ? 24 : Int(window.ws_row))
    }

    /// Whether what was written to `descriptor` can be taken away again.
    package static func canErase(_ descriptor: Int32) -> Bool { isInteractive(descriptor) && understandsEscapes(environment("TERM")) }

    /// Whether escape sequences mean anything to a terminal of this type.
    static func understandsEscapes(_ type: String?) -> Bool {
        guard let type else { return false }
        return type != "dumb" && type != "unknown"
    }

    /// Takes the character set from the environment, else UTF-8: what is typed is UTF-8 in any case.
    ///
    /// Done once for the process.
    package static func prepareCharacterSet() {
        _ = characterSet
    }

    private static let characterSet: Void = {
        setlocale(LC_CTYPE, "")
        if let codeset = nl_langinfo(nl_item(CODESET)), String(cString: codeset) == "UTF-8" { return }
        for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil { return }
    }()

    /// A variable's value, `nil` when it is unset or empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
