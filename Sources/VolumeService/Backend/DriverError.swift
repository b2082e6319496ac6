#if canImport(Glibc)
    import Glibc
#endif

/// Why the host's file system did not do what a volume needs.
package struct DriverError: Error, CustomStringConvertible {
    package var action: String
    package var path: String
    package var code: Int32

    package init(_ action: String, path: String, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    package var isMissing: Bool { code == ENOENT }

    package var description: String { "cannot \(action) \(path): \(String(cString: strerror(code)))" }
}
