import Messaging
import Testing

@Suite("RPC versions")
struct RPCVersionTests {
    @Test("text is read strictly", arguments: [("1.13", 1, 13), ("2", 2, 0), ("3.0", 3, 0)])
    func reads(text: String, major: Int, minor: Int) { #expect(RPCVersion(text) == RPCVersion(major, minor)) }

    @Test("other text is refused", arguments: ["", "a", "1.", ".1", "1.2.3", "-1.0", "1.-1"])
    func refuses(text: String) { #expect(RPCVersion(text) == nil) }

    @Test("a server serves its own major with any smaller or equal minor")
    func serves() {
        #expect(RPCVersion(1, 3).serves(RPCVersion(1, 3)))
        #expect(RPCVersion(1, 3).serves(RPCVersion(1, 0)))
        #expect(!RPCVersion(1, 3).serves(RPCVersion(1, 4)))
        #expect(!RPCVersion(2, 0).serves(RPCVersion(1, 0)))
    }
}
