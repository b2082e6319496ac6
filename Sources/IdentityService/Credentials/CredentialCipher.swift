import Crypto
import HTTPApplication
import Synchronization

/// Encrypts what credentials hold before it is stored: AES-256-GCM under a key in the state directory.
final class CredentialCipher: Sendable {
    private let files: PrivateDirectory
    private let kept = Mutex<SymmetricKey?>(nil)
    private static let file = "primary"

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    init(directory: String) { files = PrivateDirectory(path: directory) }

    private func key() throws -> SymmetricKey {
        try kept.withLock { kept in
            if let kept { return kept }
            if try !files.names().contains(Self.file) {
                try files.create()
                let text = SymmetricKey(size: .bits256).withUnsafeBytes { Base64.encode($0, .urlSafe, padding: true) }
                try files.write(text, to: Self.file)
            }
            guard let bytes = Base64.decode(try files.read(Self.file)), bytes.count == 32 else {
                throw Failure(description: "the key of the stored credentials is damaged")
            }
            let key = SymmetricKey(data: bytes)
            kept = key
            return key
        }
    }

    func encrypt(_ text: String) throws -> String {
        guard let sealed = try AES.GCM.seal(Array(text.utf8), using: key()).combined else {
            throw Failure(description: "a credential cannot be encrypted")
        }
        return Base64.encode(Array(sealed), .urlSafe, padding: false)
    }

    /// - Throws: when the text was made under another key, or changed.
    func decrypt(_ text: String) throws -> String {
        guard let bytes = Base64.decode(text) else { throw Failure(description: "a stored credential is damaged") }
        return String(decoding: Array(try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: key())), as: UTF8.self)
    }
}
