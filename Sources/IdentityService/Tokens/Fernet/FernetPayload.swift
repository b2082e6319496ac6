import HTTPApplication

/// The message in a Fernet token: a MessagePack array that begins with the version of its layout.
///
/// Versions of keystone 30: 0 unscoped, 1 domain, 2 project, 3 trust, 7 access token, 8 system, 9 application credential. Those of federation
/// and TLS client certificates (4, 5, 6, 10) name things that this service does not have. Upstream: keystone,
/// `keystone/token/token_formatters.py`.
struct FernetPayload {
    let methods: AuthenticationMethods

    private enum Version {
        static let unscoped = 0
        static let domain = 1
        static let project = 2
        static let trust = 3
        static let accessToken = 7
        static let system = 8
        static let applicationCredential = 9
    }

    /// - Returns: `nil` when the contents do not fit: a method that is not configured, an audit id or a trust's id of another form.
    func pack(_ contents: TokenContents) -> [UInt8]? {
        guard let mask = methods.mask(contents.methods) else { return nil }
        var auditIDs: [MessagePack] = []
        for id in contents.auditIDs {
            guard let bytes = AuditID.bytes(id) else { return nil }
            auditIDs.append(.bytes(bytes))
        }
        let user = Self.tagged(contents.userID)
        let expiry = MessagePack.number(Double(contents.expiresAt.microseconds) / 1e6)
        func array(_ version: Int, _ scope: MessagePack?, _ more: MessagePack? = nil) -> [UInt8] {
            let parts: [MessagePack?] = [.integer(version), user, .integer(mask), scope, expiry, .array(auditIDs), more]
            return MessagePack.array(parts.compactMap { $0 }).packed
        }
        switch contents.scope {
        case .unscoped: return array(Version.unscoped, nil)
        case .system: return array(Version.system, .text("all"))
        case .domain(let id): return array(Version.domain, Self.identifierBytes(id).map { .bytes($0) } ?? .text(id))
        case .project(let id):
            let project = Self.tagged(id)
            if let trust = contents.trustID {
                guard let bytes = Self.identifierBytes(trust) else { return nil }
                return array(Version.trust, project, .bytes(bytes))
            }
            if let credential = contents.applicationCredentialID {
                return array(Version.applicationCredential, project, Self.tagged(credential))
            }
            if let token = contents.accessTokenID {
                let parts: [MessagePack] = [
                    .integer(Version.accessToken), user, .integer(mask), project, Self.tagged(token), expiry, .array(auditIDs),
                ]
                return MessagePack.array(parts).packed
            }
            return array(Version.project, project)
        }
    }

    func unpack(_ message: [UInt8], issuedAt: Timestamp) -> TokenContents? {
        guard let parts = MessagePackReader.value(of: message)?.arrayValue, let version = parts.first?.integerValue else { return nil }
        var rest = parts.dropFirst()
        guard let user = rest.popFirst().flatMap(Self.untagged), let mask = rest.popFirst()?.integerValue,
            let methods = methods.methods(mask)
        else { return nil }
        let scope: TokenScope
        var accessTokenID: String?
        switch version {
        case Version.unscoped: scope = .unscoped
        case Version.system:
            guard rest.popFirst()?.textValue == "all" else { return nil }
            scope = .system
        case Version.domain:
            guard let id = rest.popFirst().flatMap(Self.identifierOrText) else { return nil }
            scope = .domain(id)
        case Version.project, Version.trust, Version.applicationCredential:
            guard let id = rest.popFirst().flatMap(Self.untagged) else { return nil }
            scope = .project(id)
        case Version.accessToken:
            guard let id = rest.popFirst().flatMap(Self.untagged), let token = rest.popFirst().flatMap(Self.untagged) else { return nil }
            scope = .project(id)
            accessTokenID = token
        default: return nil
        }
        guard let expiry = rest.popFirst()?.doubleValue, TokenLimits.seconds.contains(expiry), let ids = rest.popFirst()?.arrayValue,
            !ids.isEmpty
        else { return nil }
        var contents = TokenContents(
            userID: user, methods: methods, scope: scope, issuedAt: issuedAt,
            expiresAt: Timestamp(microseconds: Int((expiry * 1e6).rounded())), auditIDs: [], accessTokenID: accessTokenID)
        for id in ids {
            guard let bytes = id.bytesValue, bytes.count <= 64 else { return nil }
            contents.auditIDs.append(AuditID.text(bytes))
        }
        switch version {
        case Version.trust:
            guard let bytes = rest.popFirst()?.bytesValue, let id = Self.identifier(bytes) else { return nil }
            contents.trustID = id
        case Version.applicationCredential:
            guard let id = rest.popFirst().flatMap(Self.untagged) else { return nil }
            contents.applicationCredentialID = id
        default: break
        }
        return rest.isEmpty ? contents : nil
    }

    /// `[true, 16 bytes]` for a UUID, `[false, text]` for any other id.
    private static func tagged(_ id: String) -> MessagePack {
        identifierBytes(id).map { .array([.bool(true), .bytes($0)]) } ?? .array([.bool(false), .text(id)])
    }

    private static func untagged(_ value: MessagePack) -> String? {
        guard let pair = value.arrayValue, pair.count == 2, case .bool(let isBytes) = pair[0] else { return nil }
        guard isBytes else { return pair[1].textValue }
        return pair[1].bytesValue.flatMap(identifier)
    }

    private static func identifierOrText(_ value: MessagePack) -> String? {
        if case .bytes(let bytes) = value, let id = identifier(bytes) { return id }
        return value.textValue
    }

    /// The bytes of 32 hexadecimal digits in lower case, the one form that comes back as it was.
    private static func identifierBytes(_ id: String) -> [UInt8]? {
        guard id.utf8.count == 32 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        var high: UInt8?
        for byte in id.utf8 {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }

    private static func identifier(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 16 else { return nil }
        return String(unsafeUninitializedCapacity: 32) { text in
            let digits: StaticString = "0123456789abcdef"
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digits.utf8Start[Int(byte >> 4)]
                text[2 * index + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return 32
        }
    }
}
