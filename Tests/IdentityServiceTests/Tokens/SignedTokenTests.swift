import HTTPApplication
import Testing

@testable import IdentityService

@Suite("signed tokens")
struct SignedTokenTests {
    private func recorded() throws -> (tokens: SignedTokens, folder: KeyFolder) {
        let folder = KeyFolder()
        let (secret, known) = (KeyDirectory(path: folder.path + "/private"), KeyDirectory(path: folder.path + "/public"))
        try secret.create()
        try known.create()
        try secret.write(RecordedTokens.privateKey, to: "private.pem")
        try known.write(RecordedTokens.publicKey, to: "node-1.pem")
        return (SignedTokens(privateDirectory: secret.path, publicDirectory: known.path), folder)
    }

    @Test("a token that another program signed is read, and ours are read again")
    func read() throws {
        let (tokens, _) = try recorded()
        let sample = RecordedTokens.signed
        #expect(tokens.decode(sample.text) == sample.contents)
        for contents in RecordedTokens.fernet.map(\.contents) where contents.userID != "fred" {
            let text = try tokens.encode(contents)
            #expect(tokens.decode(text) == contents)
        }
    }

    @Test(
        "a shared secret or no signature at all makes no token",
        arguments: RecordedTokens.weaklySigned + ["", "..", "a.b", "a.b.c.d", "é.é.é"])
    func weak(text: String) throws { #expect(try recorded().tokens.decode(text) == nil) }

    @Test("keys are made once; a token of another pair is refused")
    func keys() throws {
        let folder = KeyFolder()
        let own = SignedTokens(privateDirectory: folder.path + "/private", publicDirectory: folder.path + "/public")
        try own.prepare()
        let text = try own.encode(RecordedTokens.signed.contents)
        try own.prepare()
        #expect(own.decode(text) == RecordedTokens.signed.contents)
        #expect(folder.mode("private/private.pem") == 0o600)
        #expect(try recorded().tokens.decode(text) == nil)
    }
}
