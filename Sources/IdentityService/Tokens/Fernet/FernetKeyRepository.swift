import Synchronization

/// The Fernet keys of a directory, as keystone keeps them: file `0` is staged, the highest number is the primary key, which signs; every
/// key verifies.
///
/// Another process may rotate the keys: the directory is looked at again when it changed. A rotation makes the staged key, which by then
/// every node has, the primary one. Upstream: keystone, `keystone/common/fernet_utils.py`.
package final class FernetKeyRepository: Sendable {
    package let directory: String
    private let files: PrivateDirectory
    private let state = Mutex(State())

    private struct State {
        var mark: PrivateDirectory.Mark?
        var keys: [FernetKey] = []
    }

    package init(directory: String) {
        self.directory = directory
        files = PrivateDirectory(path: directory)
    }

    /// Makes a staged and a primary key when there is no key at all.
    package func prepare() throws {
        guard try numbers().isEmpty else { return }
        try files.create()
        try files.write(FernetKey.generate(), to: "1")
        try files.write(FernetKey.generate(), to: "0")
    }

    /// The keys as they are now, the primary one first.
    func current() throws -> [FernetKey] {
        let mark = files.mark
        return try state.withLock { state in
            if let mark, mark == state.mark { return state.keys }
            var keys: [FernetKey] = []
            for number in try numbers().reversed() {
                // A file that goes away in between was rotated out.
                guard let text = try? files.read(String(number)) else { continue }
                guard let key = FernetKey(text) else { throw TokenKeyError("\(directory)/\(number) is no Fernet key") }
                keys.append(key)
            }
            state = State(mark: mark, keys: keys)
            return keys
        }
    }

    /// Makes the staged key the primary one, stages a new one and removes the oldest keys beyond a number.
    ///
    /// - Parameter maximum: how many keys remain, the staged one included; at least two do.
    /// - Returns: the numbers of the keys that remain.
    @discardableResult
    package func rotate(maximum: Int) throws -> [Int] {
        let numbers = try numbers()
        let next = (numbers.last ?? 0) + 1
        if numbers.first == 0 { try files.rename("0", to: String(next)) } else { try files.write(FernetKey.generate(), to: String(next)) }
        try files.write(FernetKey.generate(), to: "0")
        let kept = max(2, maximum)
        for number in try self.numbers().dropFirst().dropLast(kept - 1) { try files.remove(String(number)) }
        state.withLock { $0.mark = nil }
        return try self.numbers()
    }

    private func numbers() throws -> [Int] {
        try files.names().compactMap { name in name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(name) : nil }.sorted()
    }
}
