import ConfigOptions
import Glibc
import INI

/// The files that the rules of a service are read from: `policy_file`, then those in `policy_dirs` by name.
struct PolicyFiles {
    let config: ConfigSnapshot

    private static let suffixes = [".yaml", ".yml", ".json"]

    /// The files that there are, and what is wrong with the options that name them.
    func paths() -> (paths: [String], errors: [SourceError]) {
        var paths: [String] = []
        var errors: [SourceError] = []
        let name = config.string("policy_file", group: "oslo_policy") ?? ""
        if let path = config.findFile(name) {
            paths.append(path)
        } else if !name.isEmpty, !config.isDefault("policy_file", group: "oslo_policy") {
            errors.append(
                SourceError(
                    "policy_file of \(config.project.rawValue) names \(name), which is not there",
                    at: SourcePosition(file: "[oslo_policy]", line: 0, column: 0),
                    advice: name.hasPrefix("/") ? nil : "searched: " + config.searchDirectories.joined(separator: ", ")))
        }
        for name in config.multi("policy_dirs", group: "oslo_policy") {
            guard let directory = config.findFile(name) else { continue }
            do throws(FileAccess.Failure) {
                let files = try FileAccess.files(inDirectory: directory, suffixes: Self.suffixes)
                paths += files.filter { !$0.hasPrefix(".") }.map { "\(directory)/\($0)" }
            } catch {
                errors.append(SourceError("cannot read: \(error.reason)", at: SourcePosition(file: directory, line: 0, column: 0)))
            }
        }
        return (paths, errors)
    }

    /// What tells, without reading them, whether files have changed.
    struct Stamp: Hashable {
        var path: String
        var device: UInt
        var inode: UInt
        var size: Int
        var seconds: Int
        var nanoseconds: Int
    }

    func stamps() -> [Stamp] {
        paths().paths.map { path in
            var status = stat()
            guard stat(path, &status) == 0 else {
                return Stamp(path: path, device: 0, inode: 0, size: -1, seconds: 0, nanoseconds: 0)
            }
            return Stamp(
                path: path, device: UInt(status.st_dev), inode: UInt(status.st_ino), size: Int(status.st_size),
                seconds: Int(status.st_mtim.tv_sec), nanoseconds: Int(status.st_mtim.tv_nsec))
        }
    }

    /// The rules of all files; of two with one name the later counts.
    func read() -> (overrides: [RuleOverride], errors: [SourceError]) {
        var (paths, errors) = paths()
        var overrides: [RuleOverride] = []
        for path in paths {
            do throws(FileAccess.Failure) {
                let file = PolicyFile(try FileAccess.read(path), name: path)
                overrides += file.overrides
                errors += file.errors
            } catch {
                errors.append(SourceError("cannot read: \(error.reason)", at: SourcePosition(file: path, line: 0, column: 0)))
            }
        }
        return (overrides, errors)
    }
}
