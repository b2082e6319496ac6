import APIResources
import Testing

struct AddressTests {
    @Test(
        "An address is written in its canonical form",
        arguments: [
            ("10.0.0.1", "10.0.0.1"), ("2001:DB8::1", "2001:db8::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("::", "::"),
            ("::1", "::1"),
            ("1::", "1::"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"), ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
            ("64:ff9b::1.2.3.4", "64:ff9b::102:304"),
            ("fe80:0:0:0:0:0:0:0", "fe80::"),
        ])
    func canonical(text: String, expected: String) {
        #expect(IPAddress(text)?.description == expected)
    }

    @Test(
        "What is no address is refused",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.-4", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
            "fe80::1%eth0", "g::", "12345::", " 1.2.3.4", "1:2:3:4:5:6:7:8::", ":1:2:3:4:5:6:7", "::1.2.3",
        ])
    func refused(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("A network knows its ends, its members and its neighbours")
    func network() throws {
        let network = try #require(IPNetwork("10.0.4.5/24"))
        #expect(network.normalized.description == "10.0.4.0/24")
        #expect(network.last.description == "10.0.4.255")
        #expect(IPAddress("10.0.4.200").map(network.contains) == true)
        #expect(IPAddress("10.0.5.0").map(network.contains) == false)
        #expect(IPNetwork("10.0.0.0/16").map(network.overlaps) == true)
        #expect(IPNetwork("10.0.5.0/24").map(network.overlaps) == false)
        let whole = try #require(IPNetwork("::/0"))
        #expect(whole.last.description == "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
        #expect(IPNetwork("10.0.0.0/33") == nil)
    }

    @Test("The interface identifier is the modified EUI-64")
    func eui64() throws {
        let mac = try #require(MACAddress("fa:16:3e:9e:1d:7b"))
        let prefix = try #require(IPAddress("2001:db8:a::"))
        let address = try #require(IPAddress(.v6, prefix.value | UInt128(mac.interfaceIdentifier)))
        #expect(address.description == "2001:db8:a:0:f816:3eff:fe9e:1d7b")
    }
}
