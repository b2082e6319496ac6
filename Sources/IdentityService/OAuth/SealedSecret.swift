import Persistence

/// Secrets of consumers and of their tokens as they are stored: encrypted, behind a mark.
struct SealedSecret {
    let cipher: CredentialCipher

    static let mark = "sealed:"

    func seal(_ secret: String) throws -> String { Self.mark + (try cipher.encrypt(secret)) }

    /// - Parameter stored: without the mark it is a secret that an earlier version stored.
    func open(_ stored: String) throws -> String {
        stored.hasPrefix(Self.mark) ? try cipher.decrypt(String(stored.dropFirst(Self.mark.count))) : stored
    }
}

extension IdentityService {
    var sealedSecrets: SealedSecret { SealedSecret(cipher: credentialCipher) }

    /// Encrypts the consumers' secrets that an earlier version stored as they are.
    func sealConsumerSecrets() async throws {
        let open = try store.rows(
            "SELECT id, secret FROM identity_consumers WHERE secret <> '' AND substr(secret, 1, ?) <> ?",
            [.integer(SealedSecret.mark.utf8.count), .text(SealedSecret.mark)]
        ) { ($0.text(0), $0.text(1)) }
        guard !open.isEmpty else { return }
        let sealed = try open.map { (id: $0.0, secret: try sealedSecrets.seal($0.1)) }
        try await write { transaction in
            for consumer in sealed {
                try transaction.execute(
                    "UPDATE identity_consumers SET secret = ? WHERE id = ?", [.text(consumer.secret), .text(consumer.id)])
            }
        }
    }
}
