import Foundation
import Glibc
import Testing

@testable import IdentityService

@Suite("passwords")
struct PasswordTests {
    /// Made by Python's bcrypt and hashlib of `s3cret é`.
    private static let recorded = [
        "$2b$04$abcdefghijklmnopqrstuukU214IMVbaMkSgMU.i5Pi9.e0MbTwhO",
        "$bcrypt-sha256$v=2,t=2b,r=4$abcdefghijklmnopqrstuu$kTPgtHx3mC1H24hMT2gxBjwiS7LesEa",
        "$scrypt$ln=8,r=8,p=1$8PHy8/T19vf4+fr7/P3+/w$hcuXk12HMqQCmZFjw0J8aw0O4M72/KPW9ajnSslPtxI",
        "$pbkdf2-sha512$1000$8PHy8/T19vf4+fr7/P3+/w$ddC/XVDBxWQ8/jWBay773rb1Pc5ziTKI2ibejpm+hIJHCDFBWIisldOY1htKwNW7PYkQCVl4Md+I0Iv21d/n3Q",
    ]

    private static let schemes: [PasswordScheme] = [
        .bcrypt(rounds: 4), .bcryptSHA256(rounds: 4), .scrypt(logarithm: 4, blockSize: 8, parallelism: 2, saltCount: 16),
        .pbkdf2(rounds: 10, saltCount: 8),
    ]

    @Test("hashes that keystone stored are checked", arguments: recorded)
    func stored(hash: String) {
        #expect(PasswordHash.verify("s3cret é", against: hash))
        #expect(!PasswordHash.verify("s3cret e", against: hash))
        #expect(!PasswordHash.verify("", against: hash))
        #expect(PasswordHash.verify("s3cret é", against: hash.replacing("+", with: ".")))
    }

    @Test("a new hash has its own salt and matches its password only", arguments: schemes)
    func new(scheme: PasswordScheme) throws {
        let (first, second) = (try PasswordHash.make("pä55", scheme: scheme), try PasswordHash.make("pä55", scheme: scheme))
        #expect(first != second)
        #expect(PasswordHash.verify("pä55", against: first) && PasswordHash.verify("pä55", against: second))
        #expect(!PasswordHash.verify("pä56", against: first))
    }

    @Test("bcrypt counts 72 bytes, as it always did; with HMAC all bytes count")
    func length() throws {
        let long = String(repeating: "x", count: 80)
        #expect(PasswordHash.verify(long, against: "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i"))
        let hash = try PasswordHash.make(long, scheme: .bcryptSHA256(rounds: 4))
        #expect(PasswordHash.verify(long, against: hash) && !PasswordHash.verify(long.dropLast() + "y", against: hash))
    }

    @Test("a zero byte does not end a password")
    func zero() throws {
        #expect(throws: PasswordHash.Failure.self) { try PasswordHash.make("a\u{0}b", scheme: .bcrypt(rounds: 4)) }
        let hash = try PasswordHash.make("a", scheme: .bcrypt(rounds: 4))
        #expect(!PasswordHash.verify("a\u{0}b", against: hash))
    }

    @Test(
        "a text of no scheme, or of a cost that would stop the service, matches nothing",
        arguments: [
            "", "$", "$$$$", "x", "secret", "$1$abc$def", "$6$rounds=5000$salt$x",
            "$2b$99$abcdefghijklmnopqrstuukU214IMVbaMkSgMU.i5Pi9.e0MbTwhO",
            "$scrypt$ln=30,r=1024,p=1$8PHy$hcuX", "$scrypt$ln=8,r=8,p=1$8PHy$", "$scrypt$ln=-1,r=8,p=1$8PHy$hcuX",
            "$pbkdf2-sha512$999999999999$8PHy$ddC/",
            "$pbkdf2-sha512$0$8PHy$ddC/", "$bcrypt-sha256$v=2,t=2b,r=99$abcdefghijklmnopqrstuu$kTPgtHx3mC1H24hMT2gxBjwiS7LesEa", "$2b$04$é",
        ])
    func strange(hash: String) { #expect(!PasswordHash.verify("secret", against: hash)) }

    @Test("the hasher works away from its caller")
    func hasher() async throws {
        let hasher = StandardPasswordHasher(scheme: { .bcrypt(rounds: 4) })
        let hash = try await hasher.hash("pw")
        #expect(await hasher.verify("pw", against: hash))
        #expect(await !hasher.verify("pW", against: hash))
        await hasher.verifyDecoy("pw")
        await hasher.verifyDecoy("pw")
        // Its threads give way to all that answers requests; those of the test have the usual priority.
        let usual = getpriority(Int32(PRIO_PROCESS.rawValue), 0)
        #expect(try Self.priorities().contains { $0 > usual } == (usual < 10))
    }

    /// The niceness of every thread of this process.
    private static func priorities() throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { Int32($0) }.map {
            getpriority(Int32(PRIO_PROCESS.rawValue), id_t($0))
        }
    }
}
