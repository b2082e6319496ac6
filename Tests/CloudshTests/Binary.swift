import Glibc

/// The built binary, run as its users run it.
enum Binary {
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The binary stands beside the test bundle.
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let runner = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // `swift test` may load the bundle into a runner of the toolchain: then its own argument names the bundle.
        for candidate in Swift.CommandLine.arguments.reversed() + [runner] {
            var directory = candidate
            while let slash = directory.lastIndex(of: "/") {
                directory = String(directory[..<slash])
                let binary = directory + "/cloudsh"
                guard access(binary, X_OK) == 0, access(binary + "/.", F_OK) != 0, let path = realpath(binary, nil) else { continue }
                defer { free(path) }
                return String(cString: path)
            }
        }
        return "cloudsh"
    }()

    /// Runs it to its end.
    static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:], directory: String? = nil) throws
        -> Result
    {
        let child = try ChildProcess(arguments, input: input, environment: environment, directory: directory)
        return child.finish()
    }
}
