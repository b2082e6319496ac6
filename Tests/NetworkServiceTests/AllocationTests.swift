import JSONCodec
import NIOHTTP1
import Testing

@testable import NetworkService

struct AllocationTests {
    @Test("Ports that are made at once get different addresses, until there are none")
    func concurrent() async throws {
        let network = try await LiveNetwork()
        let id = try await network.makeNetwork(cidr: "10.0.0.0/26")
        let body = JSONValue.object(["port": ["network_id": .string(id)]]).description
        let answers = try await withThrowingTaskGroup(of: (Int, JSONValue).self) { group in
            for _ in 0..<64 {
                group.addTask {
                    let answer = try await network.send(.POST, "/v2.0/ports", body)
                    return (answer.status, answer.json)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let made = answers.filter { $0.0 == 201 }
        // 64 addresses without the network's own, the broadcast address and the gateway's.
        #expect(made.count == 61)
        let addresses = made.compactMap { $0.1["port"]?["fixed_ips"]?[0]?["ip_address"]?.stringValue }
        #expect(Set(addresses).count == 61)
        #expect(!addresses.contains("10.0.0.1"))
        for refused in answers where refused.0 != 201 {
            #expect(refused.0 == 409)
            #expect(refused.1["NeutronError"]?["type"] == "IpAddressGenerationFailure")
        }
    }
}
