import HTTPApplication
import Testing

@testable import IdentityService

/// Numbers that look random and are the same in every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite("attacks on tokens")
struct TokenAttackTests {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=.\u{0}é ")

    /// A text that differs from `token` in a character, by one more or less, or in which parts changed places.
    private static func mutate(_ token: String, _ generator: inout SeededGenerator) -> String {
        var text = Array(token)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let index = Int.random(in: 0..<text.count, using: &generator)
            let character = alphabet.randomElement(using: &generator) ?? "A"
            switch Int.random(in: 0..<5, using: &generator) {
            case 0, 1: text[index] = character
            case 2: text.insert(character, at: index)
            case 3 where text.count > 1: text.remove(at: index)
            default: text.swapAt(index, Int.random(in: 0..<text.count, using: &generator))
            }
        }
        return String(text)
    }

    @Test("no mutated token is accepted, whatever the format")
    func mutations() throws {
        let folder = try KeyFolder.recorded()
        let signedFolder = KeyFolder()
        let signed = SignedTokens(privateDirectory: signedFolder.path + "/private", publicDirectory: signedFolder.path + "/public")
        try signed.prepare()
        let contents = RecordedTokens.signed.contents
        for (format, token, count) in [
            (folder.fernet as any TokenFormat, RecordedTokens.fernet[3].text, 8000), (signed, try signed.encode(contents), 2000),
        ] as [(any TokenFormat, String, Int)] {
            var generator = SeededGenerator(state: 42)
            var accepted: [String] = []
            for _ in 0..<count {
                let text = Self.mutate(token, &generator)
                if text != token, format.decode(text) != nil { accepted.append(text) }
            }
            #expect(accepted.isEmpty)
        }
    }

    @Test("messages of any bytes under the right key neither crash nor become tokens of somebody")
    func messages() throws {
        let payload = FernetPayload(methods: .standard)
        var generator = SeededGenerator(state: 7)
        let good = try #require(payload.pack(RecordedTokens.fernet[3].contents))
        for _ in 0..<10_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: index)
                default: bytes.removeSubrange(index...)
                }
                if bytes.isEmpty { break }
            }
            // A changed id is still an id; what matters is that reading ends, and packs to what was read.
            if let contents = payload.unpack(bytes, issuedAt: RecordedTokens.issuedAt), let again = payload.pack(contents) {
                #expect(payload.unpack(again, issuedAt: RecordedTokens.issuedAt) == contents)
            }
        }
        for bytes in [[], [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xC6, 0xFF, 0xFF, 0xFF, 0xFF], [UInt8](repeating: 0x91, count: 10_000)] {
            #expect(payload.unpack(bytes, issuedAt: RecordedTokens.issuedAt) == nil)
        }
    }
}
