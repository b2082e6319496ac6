import APIResources
import Testing

@Suite("Sets of addresses")
struct PrefixSetTests {
    private func set(_ family: IPAddress.Family, _ texts: [String]) -> PrefixSet { PrefixSet(family, texts.compactMap { IPNetwork($0) }) }

    @Test(
        "A set is the fewest networks that have its addresses",
        arguments: [
            (["10.11.0.0/16", "10.10.0.0/16"], ["10.10.0.0/15"]), (["10.0.0.0/8", "10.1.2.0/24"], ["10.0.0.0/8"]),
            (["10.1.0.0/16", "10.2.0.0/16"], ["10.1.0.0/16", "10.2.0.0/16"]), (["0.0.0.0/1", "128.0.0.0/1"], ["0.0.0.0/0"]),
            (["10.0.0.7/24"], ["10.0.0.0/24"]), ([], []),
        ])
    func compact(given: [String], expected: [String]) {
        #expect(set(.v4, given).networks.map(\.description) == expected)
    }

    @Test("What is taken out of a set leaves the rest, up to the ends of both families")
    func differences() {
        let rest = set(.v4, ["10.0.0.0/24"]).subtracting(set(.v4, ["10.0.0.64/26", "10.0.0.255/32"]))
        #expect(
            rest.networks.map(\.description) == [
                "10.0.0.0/26", "10.0.0.128/26", "10.0.0.192/27", "10.0.0.224/28", "10.0.0.240/29", "10.0.0.248/30", "10.0.0.252/31",
                "10.0.0.254/32",
            ])
        #expect(set(.v6, ["::/0"]).subtracting(set(.v6, ["8000::/1"])).networks.map(\.description) == ["::/1"])
        #expect(set(.v6, ["::/0"]).subtracting(set(.v6, ["::/1"])).networks.map(\.description) == ["8000::/1"])
        #expect(set(.v6, ["::/0"]).networks.map(\.description) == ["::/0"])
        #expect(set(.v4, ["255.255.255.255/32", "0.0.0.0/32"]).intersection(set(.v4, ["128.0.0.0/1"])).networks.count == 1)
        #expect(set(.v4, ["10.0.0.0/8"]).isSuperset(of: set(.v4, ["10.255.0.0/16"])))
        #expect(!set(.v4, ["10.0.0.0/8"]).isSuperset(of: set(.v4, ["10.255.0.0/16", "11.0.0.0/32"])))
        #expect(!set(.v4, ["10.0.0.0/8"]).overlaps(set(.v4, ["11.0.0.0/8"])))
        #expect(set(.v4, ["10.0.0.0/8"]).overlaps(set(.v4, ["9.0.0.0/8", "10.255.255.255/32"])))
        #expect(!set(.v4, ["0.0.0.0/0"]).overlaps(set(.v6, ["::/0"])))
    }
}
