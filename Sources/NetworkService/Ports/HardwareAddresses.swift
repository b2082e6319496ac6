import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Makes hardware addresses: the first octets as configured, the others at random, none twice on a network.
struct HardwareAddresses: Sendable {
    private static let attempts = 16

    private let fixed: UInt64
    private let randomBits: UInt64

    /// - Parameter base: `base_mac`; its fourth octet is kept unless it is 0, the last two are random always.
    init(base: String) {
        let value = (MACAddress(base) ?? MACAddress("fa:16:3e:00:00:00"))?.value ?? 0xFA16_3E00_0000
        randomBits = value >> 16 & 0xFF == 0 ? 0xFF_FFFF : 0xFFFF
        fixed = value & ~randomBits
    }

    private func random() -> MACAddress? { MACAddress(fixed | UInt64.random(in: 0...randomBits)) }

    /// - Throws: 503 when no free one was found.
    func make(on network: String, in transaction: any ReadTransaction) throws -> MACAddress {
        for _ in 0..<Self.attempts {
            guard let address = random(), address.value != 0 else { continue }
            let isTaken = try transaction.exists(
                "SELECT 1 FROM ports WHERE network_id=? AND mac_address=?", [.text(network), .text(address.description)])
            if !isTaken { return address }
        }
        throw APIFault(
            .serviceUnavailable, type: "MacAddressGenerationFailure", message: "No free MAC address was found on network \(network).")
    }
}
