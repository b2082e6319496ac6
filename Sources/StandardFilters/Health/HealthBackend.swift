import Glibc
import HTTPApplication

/// One of the checks behind `healthcheck`.
package enum HealthBackend: Sendable, Hashable {
    /// Unhealthy while the file exists; without a path, always healthy.
    case disableByFile(path: String?)
    /// Unhealthy on a port while that port's file exists.
    case disableByFilesPorts([Int: String])
    /// Healthy while one of the files exists.
    case enableByFiles([String])

    package struct Result: Sendable, Hashable {
        package var backend: String
        package var isHealthy: Bool
        package var reason: String
        package var details: String
    }

    package var name: String {
        switch self {
        case .disableByFile: "disable_by_file"
        case .disableByFilesPorts: "disable_by_files_ports"
        case .enableByFiles: "enable_by_files"
        }
    }

    /// - Parameter port: the port that the client has asked on.
    func check(port: Int) -> Result {
        switch self {
        case .disableByFile(let path): result(disabledBy: path, reason: "DISABLED BY FILE")
        case .disableByFilesPorts(let paths): result(disabledBy: paths[port], reason: "DISABLED BY FILE")
        case .enableByFiles(let paths):
            if let path = paths.first(where: Self.exists) {
                Result(backend: name, isHealthy: true, reason: "OK", details: "\(path) exists")
            } else {
                Result(backend: name, isHealthy: false, reason: "FILE PATH MISSING", details: "none of the files exists")
            }
        }
    }

    private func result(disabledBy path: String?, reason: String) -> Result {
        guard let path else { return Result(backend: name, isHealthy: true, reason: "OK", details: "no file is configured") }
        return Self.exists(path)
            ? Result(backend: name, isHealthy: false, reason: reason, details: "\(path) exists")
            : Result(backend: name, isHealthy: true, reason: "OK", details: "\(path) does not exist")
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
