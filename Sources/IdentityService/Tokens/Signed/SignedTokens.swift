import Crypto
import HTTPApplication
import JSONCodec
import Synchronization

/// Tokens as signed JSON (JWS, ES256): everybody may read them, only the holder of the private key makes them.
///
/// `private.pem` of one directory signs, each `.pem` file of the other verifies. Upstream: keystone, `keystone/token/providers/jws/core.py`.
package final class SignedTokens: TokenFormat {
    private let privateKeys: PrivateDirectory
    private let publicKeys: PrivateDirectory
    private let state = Mutex(State())

    private struct State {
        var privateMark: PrivateDirectory.Mark?
        var publicMark: PrivateDirectory.Mark?
        var signing: P256.Signing.PrivateKey?
        var verifying: [P256.Signing.PublicKey] = []
    }

    private static let privateName = "private.pem"
    private static let header = Base64.encode(Array(#"{"alg":"ES256","typ":"JWT"}"#.utf8), .urlSafe, padding: false)

    package init(privateDirectory: String, publicDirectory: String) {
        privateKeys = PrivateDirectory(path: privateDirectory)
        publicKeys = PrivateDirectory(path: publicDirectory)
    }

    /// Makes a pair of keys when there is no private one.
    package func prepare() throws {
        guard try !privateKeys.names().contains(Self.privateName) else { return }
        try privateKeys.create()
        try publicKeys.create()
        let key = P256.Signing.PrivateKey()
        try publicKeys.write(key.publicKey.pemRepresentation + "\n", to: "public.pem", mode: 0o644)
        try privateKeys.write(key.pemRepresentation + "\n", to: Self.privateName)
    }

    package func encode(_ contents: TokenContents) throws -> String {
        guard let key = try keys().signing else { throw TokenKeyError("there is no \(privateKeys.path)/\(Self.privateName)") }
        let claims = Base64.encode(JSONValue.object(Self.claims(contents)).serialized(), .urlSafe, padding: false)
        let signed = Self.header + "." + claims
        let signature = try key.signature(for: Array(signed.utf8)).rawRepresentation
        return signed + "." + Base64.encode(signature, .urlSafe, padding: false)
    }

    package func decode(_ token: String) -> TokenContents? {
        let text = token.utf8
        guard text.count <= TokenLimits.maximumLength else { return nil }
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Substring($0) }
        guard parts.count == 3, let header = Self.object(parts[0]), header["alg"] == "ES256", header["crit"] == nil,
            let bytes = Self.bytes(parts[2]), let signature = try? P256.Signing.ECDSASignature(rawRepresentation: bytes),
            let known = try? keys().verifying
        else { return nil }
        let signed = Array(token.utf8.prefix(text.count - parts[2].utf8.count - 1))
        guard known.contains(where: { $0.isValidSignature(signature, for: signed) }), let claims = Self.object(parts[1]) else { return nil }
        return Self.contents(claims)
    }

    private func keys() throws -> State {
        let marks = (privateKeys.mark, publicKeys.mark)
        return try state.withLock { state in
            if marks.1 != nil, state.privateMark == marks.0, state.publicMark == marks.1 { return state }
            var fresh = State(privateMark: marks.0, publicMark: marks.1)
            if try privateKeys.names().contains(Self.privateName) {
                let text = try privateKeys.read(Self.privateName)
                guard let key = try? P256.Signing.PrivateKey(pemRepresentation: text) else {
                    throw TokenKeyError("\(privateKeys.path)/\(Self.privateName) is no private key of the curve P-256")
                }
                fresh.signing = key
            }
            for name in try publicKeys.names() where name.hasSuffix(".pem") {
                let text = try publicKeys.read(name)
                guard let key = try? P256.Signing.PublicKey(pemRepresentation: text) else {
                    throw TokenKeyError("\(publicKeys.path)/\(name) is no public key of the curve P-256")
                }
                fresh.verifying.append(key)
            }
            state = fresh
            return fresh
        }
    }

    private static func bytes(_ part: Substring) -> [UInt8]? {
        guard part.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else { return nil }
        return Base64.decode(part)
    }

    private static func object(_ part: Substring) -> JSONObject? {
        bytes(part).flatMap { try? JSONValue(parsing: $0) }?.objectValue
    }
}
