import CCrypt

/// bcrypt, by the system's libcrypt.
enum BcryptHash {
    /// bcrypt looks at no more bytes of a password.
    private static let passwordLimit = 72

    /// A setting (`$2b$12$` and 22 characters of salt) with new salt.
    static func makeSetting(rounds: Int) -> String? {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<16).map { _ in CChar(truncatingIfNeeded: UInt8.random(in: .min ... .max, using: &generator)) }
        var output = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        guard crypt_gensalt_rn("$2b$", UInt(rounds), random, Int32(random.count), &output, Int32(output.count)) != nil else { return nil }
        return text(output)
    }

    /// The hash of a password under a setting, or under that of another hash.
    ///
    /// - Returns: `nil` for a setting of another scheme, and for a password with a zero byte: the C library would take it as the end.
    static func hash(_ password: some Collection<UInt8>, setting: String) -> String? {
        guard isSetting(setting), !password.prefix(passwordLimit).contains(0) else { return nil }
        let phrase = password.prefix(passwordLimit).map { CChar(truncatingIfNeeded: $0) } + [0]
        let count = MemoryLayout<crypt_data>.size
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: MemoryLayout<crypt_data>.alignment)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        defer {
            memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
            memory.deallocate()
        }
        guard let result = crypt_rn(phrase, setting, memory, Int32(count)) else { return nil }
        return String(cString: result)
    }

    /// `$2b$` and its kin, a cost of two digits, and salt: libcrypt knows other schemes that are not asked for here.
    private static func isSetting(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 29, bytes.starts(with: "$2".utf8),
            [UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "y")].contains(bytes[2])
        else { return false }
        return bytes[3] == UInt8(ascii: "$") && bytes[6] == UInt8(ascii: "$") && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
