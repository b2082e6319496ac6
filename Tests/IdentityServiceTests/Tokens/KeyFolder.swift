import Foundation
import HTTPApplication

@testable import IdentityService

/// A directory of keys for one test; it goes with the value.
final class KeyFolder: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "cloudsh-keys-" + UUIDText.makeHex()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Keys as a keystone would have left them.
    static func recorded() throws -> KeyFolder {
        let folder = KeyFolder()
        let files = PrivateDirectory(path: folder.path)
        try files.create()
        try files.write(FernetKey.generate(), to: "0")
        try files.write(FernetKey.generate() + "\n", to: "7")
        try files.write(RecordedTokens.key + "\n", to: "12")
        return folder
    }

    var fernet: FernetTokens { FernetTokens(keys: FernetKeyRepository(directory: path), methods: .standard) }

    func decode(_ token: String) -> TokenContents? { fernet.decode(token) }

    var names: [String] { (try? PrivateDirectory(path: path).names()) ?? [] }

    func mode(_ name: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
        return (attributes?[.posixPermissions] as? Int) ?? -1
    }
}
