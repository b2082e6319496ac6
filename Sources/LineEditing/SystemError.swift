import Glibc

/// The system's words for an error number.
enum SystemError {
    static func text(_ code: Int32) -> String {
        // glibc keeps the text of an unknown number apart for each thread.
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
