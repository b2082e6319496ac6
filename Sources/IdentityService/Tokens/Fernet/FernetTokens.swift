import HTTPApplication

/// Tokens in Fernet's format, readable by a keystone that has the same keys, and the other way round.
package struct FernetTokens: TokenFormat {
    private let keys: FernetKeyRepository
    private let payload: FernetPayload

    package init(keys: FernetKeyRepository, methods: AuthenticationMethods) {
        self.keys = keys
        payload = FernetPayload(methods: methods)
    }

    package func encode(_ contents: TokenContents) throws -> String {
        guard let message = payload.pack(contents) else { throw TokenKeyError("the token's contents do not fit its format") }
        guard let key = try keys.current().first else { throw TokenKeyError("there is no key in \(keys.directory)") }
        return try Fernet.encrypt(message, key: key, seconds: contents.issuedAt.secondsSinceEpoch)
    }

    package func decode(_ token: String) -> TokenContents? {
        guard let keys = try? keys.current(), let (message, seconds) = Fernet.decrypt(token, keys: keys) else { return nil }
        return payload.unpack(message, issuedAt: Timestamp(secondsSinceEpoch: seconds))
    }
}
