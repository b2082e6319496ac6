import HTTPApplication
import Testing

@testable import IdentityService

@Suite("signed tokens")
struct SignedTokenTests {
    /// The recorded pair of keys in a directory of its own.
    private final class Recorded {
        let folder = KeyFolder()
        let tokens: SignedTokens

        init() throws {
            let (secret, known) = (PrivateDirectory(path: folder.path + "/private"), PrivateDirectory(path: folder.path + "/public"))
            try secret.create()
            try known.create()
            try secret.write(RecordedTokens.privateKey, to: "private.pem")
            try known.write(RecordedTokens.publicKey, to: "node-1.pem")
            tokens = SignedTokens(privateDirectory: secret.path, publicDirectory: known.path)
        }

        func decode(_ token: String) -> TokenContents? { tokens.decode(token) }
    }

    @Test("a token that another program signed is read, and ours are read again")
    func read() throws {
        let recorded = try Recorded()
        let sample = RecordedTokens.signed
        #expect(recorded.decode(sample.text) == sample.contents)
        for contents in RecordedTokens.fernet.map(\.contents) where contents.userID != "fred" {
            let text = try recorded.tokens.encode(contents)
            #expect(recorded.decode(text) == contents)
        }
    }

    @Test(
        "a shared secret or no signature at all makes no token",
        arguments: RecordedTokens.weaklySigned + ["", "..", "a.b", "a.b.c.d", "é.é.é"])
    func weak(text: String) throws {
        let recorded = try Recorded()
        #expect(recorded.decode(text) == nil)
        #expect(recorded.decode(RecordedTokens.signed.text) != nil)
    }

    @Test("keys are made once; a token of another pair is refused")
    func keys() throws {
        let folder = KeyFolder()
        let own = SignedTokens(privateDirectory: folder.path + "/private", publicDirectory: folder.path + "/public")
        try own.prepare()
        let text = try own.encode(RecordedTokens.signed.contents)
        try own.prepare()
        #expect(own.decode(text) == RecordedTokens.signed.contents)
        #expect(folder.mode("private/private.pem") == 0o600)
        #expect(try Recorded().decode(text) == nil)
    }
}
