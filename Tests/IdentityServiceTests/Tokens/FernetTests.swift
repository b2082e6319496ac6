import HTTPApplication
import Testing

@testable import IdentityService

@Suite("Fernet tokens")
struct FernetTests {
    @Test("a token that a keystone with the same keys made is read", arguments: RecordedTokens.fernet)
    func read(_ sample: RecordedTokens.Sample) throws {
        let folder = try KeyFolder.recorded()
        #expect(folder.decode(sample.text) == sample.contents)
    }

    @Test("a token is written byte for byte as a keystone would write it", arguments: RecordedTokens.fernet)
    func write(_ sample: RecordedTokens.Sample) throws {
        let message = try #require(FernetPayload(methods: .standard).pack(sample.contents))
        let key = try #require(FernetKey(RecordedTokens.key))
        let seconds = sample.contents.issuedAt.secondsSinceEpoch
        #expect(try Fernet.encrypt(message, key: key, seconds: seconds, vector: RecordedTokens.vector) == sample.text)
    }

    @Test("what comes out of the present key goes in again, and two tokens of one login differ")
    func roundTrip() throws {
        let folder = try KeyFolder.recorded()
        for sample in RecordedTokens.fernet {
            let (first, second) = (try folder.fernet.encode(sample.contents), try folder.fernet.encode(sample.contents))
            #expect(first != second)
            #expect(folder.fernet.decode(first) == sample.contents)
        }
    }

    @Test(
        "other layouts, another key, other texts are no tokens",
        arguments: RecordedTokens.strange + [RecordedTokens.foreign, "", "gAAAA", "é"])
    func strange(text: String) throws {
        let folder = try KeyFolder.recorded()
        #expect(folder.decode(text) == nil)
        #expect(folder.decode(RecordedTokens.fernet[0].text) != nil)
    }

    @Test("one token has one text only")
    func canonical() throws {
        let folder = try KeyFolder.recorded()
        for sample in RecordedTokens.fernet {
            #expect(folder.decode(sample.text) != nil)
            for text in [sample.text + "=", sample.text + "==", sample.text + "\n", " " + sample.text, sample.text + "A"] {
                #expect(folder.decode(text) == nil)
            }
            let other = String(sample.text.map { $0 == "_" ? "/" : $0 == "-" ? "+" : $0 })
            if other != sample.text { #expect(folder.decode(other) == nil) }
        }
    }

    @Test("a method that is not configured makes no token")
    func methods() throws {
        let payload = FernetPayload(methods: AuthenticationMethods(["password"]))
        let sample = RecordedTokens.fernet[3]
        #expect(payload.pack(sample.contents) == nil)
        let message = try #require(FernetPayload(methods: .standard).pack(sample.contents))
        #expect(payload.unpack(message, issuedAt: sample.contents.issuedAt) == nil)
    }

    @Test("the first keys are two files for the owner only; a rotation lets older tokens live until their key goes")
    func rotation() throws {
        let folder = KeyFolder()
        let keys = FernetKeyRepository(directory: folder.path)
        try keys.prepare()
        try keys.prepare()
        #expect(folder.names == ["0", "1"])
        #expect(folder.mode("0") == 0o600 && folder.mode("1") == 0o600 && folder.mode("") == 0o700)
        let tokens = FernetTokens(keys: keys, methods: .standard)
        let contents = RecordedTokens.fernet[0].contents
        let old = try tokens.encode(contents)
        let staged = try PrivateDirectory(path: folder.path).read("0")
        #expect(try keys.rotate(maximum: 3) == [0, 1, 2])
        #expect(try PrivateDirectory(path: folder.path).read("2") == staged)
        let new = try tokens.encode(contents)
        #expect(tokens.decode(old) == contents)
        #expect(try keys.rotate(maximum: 3) == [0, 2, 3])
        #expect(tokens.decode(old) == nil && tokens.decode(new) == contents)
        #expect(try keys.rotate(maximum: 1) == [0, 4])
        #expect(tokens.decode(new) == nil)
    }

    @Test("keys that another process rotates are seen")
    func otherProcess() throws {
        let folder = try KeyFolder.recorded()
        let ours = folder.fernet
        let contents = RecordedTokens.fernet[0].contents
        #expect(ours.decode(RecordedTokens.fernet[0].text) == contents)
        try FernetKeyRepository(directory: folder.path).rotate(maximum: 5)
        let theirs = try folder.fernet.encode(contents)
        #expect(ours.decode(theirs) == contents)
    }

    @Test("a file that is no key is named")
    func brokenKey() throws {
        let folder = try KeyFolder.recorded()
        try PrivateDirectory(path: folder.path).write("no key", to: "13")
        let error = #expect(throws: TokenKeyError.self) { try folder.fernet.encode(RecordedTokens.fernet[0].contents) }
        #expect(error?.description == "\(folder.path)/13 is no Fernet key")
    }
}
