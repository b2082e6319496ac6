import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Decides which addresses a port gets.
struct FixedIPPlanner: Sendable {
    let tables: NetworkTables
    let addresses: AddressAllocator

    /// Gives a port its addresses.
    ///
    /// - Parameters:
    ///   - requested: what the request asks for; `nil` leaves the choice to the service.
    ///   - held: the addresses that the port has already and may keep.
    /// - Returns: the port's addresses; those of `held` that are not among them have been released.
    func assign(
        _ requested: [JSONValue]?, to port: PortPlace, holding held: [FixedIP] = [], in transaction: any WriteTransaction
    ) throws -> [FixedIP] {
        let subnets = try tables.subnets.records(where: SQLCondition("network_id=?", [.text(port.networkID)]), in: transaction)
            .compactMap { SubnetAddressing($0) }
        var keepable = held
        var result: [FixedIP] = []
        if let requested {
            let wishes = try requested.map { try wish($0, port, subnets, in: transaction) }
            // What names its address is served first, so that no other wish takes it away.
            var served: [Int: FixedIP] = [:]
            let isFirst: (Wish) -> Bool = { $0.address != nil }
            for (index, wish) in wishes.enumerated() where isFirst(wish) {
                served[index] = try serve(wish, port, &keepable, in: transaction)
            }
            for (index, wish) in wishes.enumerated() where !isFirst(wish) {
                served[index] = try serve(wish, port, &keepable, in: transaction)
            }
            result = wishes.indices.compactMap { served[$0] }
        } else if !subnets.isEmpty {
            result = try choose(subnets, port, in: transaction)
        }
        if !port.deviceOwner.hasPrefix("network:router_interface") {
            for subnet in subnets where subnet.isAutomatic && !result.contains(where: { $0.subnetID == subnet.id }) {
                guard let mac = port.mac, let address = subnet.automaticAddress(mac) else { continue }
                result.append(try serve(Wish(subnet: subnet, address: address), port, &keepable, in: transaction))
            }
        }
        for unused in keepable { try addresses.release(unused.address, of: unused.subnetID, in: transaction) }
        return result
    }

    private struct Wish {
        var subnet: SubnetAddressing
        var address: IPAddress?
    }

    /// Finds out what one element of `fixed_ips` asks for.
    private func wish(
        _ element: JSONValue, _ port: PortPlace, _ subnets: [SubnetAddressing], in transaction: any ReadTransaction
    ) throws -> Wish {
        let address = element["ip_address"]?.stringValue.flatMap { IPAddress($0) }
        guard let id = element["subnet_id"]?.stringValue else {
            guard let address else { throw APIFault.invalidInput("a fixed IP needs a subnet_id or an ip_address") }
            guard let subnet = subnets.first(where: { $0.allows(address, for: port.deviceOwner) }) else {
                throw APIFault(
                    .badRequest, type: "InvalidIpForNetwork", message: "No subnet of the network has the address \(address).")
            }
            return try checked(Wish(subnet: subnet, address: address), port)
        }
        guard let subnet = subnets.first(where: { $0.id == id }) else {
            guard try tables.subnets.record(id, in: transaction) != nil else {
                throw APIFault(.notFound, type: "SubnetNotFound", message: "There is no subnet \(id).")
            }
            throw APIFault.invalidInput("subnet \(id) is not on network \(port.networkID)")
        }
        if let address, !subnet.allows(address, for: port.deviceOwner) {
            throw APIFault(
                .badRequest, type: "InvalidIpForSubnet", message: "Subnet \(id) has no address \(address) for ports.")
        }
        return try checked(Wish(subnet: subnet, address: address), port)
    }

    /// In a subnet whose ports make their addresses themselves there is no choice.
    private func checked(_ wish: Wish, _ port: PortPlace) throws -> Wish {
        guard wish.subnet.isAutomatic, !port.deviceOwner.hasPrefix("network:router_interface"), let mac = port.mac else { return wish }
        let own = wish.subnet.automaticAddress(mac)
        if let address = wish.address, address != own {
            throw APIFault(
                .badRequest, type: "AllocationOnAutoAddressSubnet",
                message: "IPv6 address \(address) cannot be chosen in subnet \(wish.subnet.id), whose ports make theirs.")
        }
        return Wish(subnet: wish.subnet, address: own)
    }

    private func serve(
        _ wish: Wish, _ port: PortPlace, _ keepable: inout [FixedIP], in transaction: any WriteTransaction
    ) throws -> FixedIP {
        if let index = keepable.firstIndex(where: { $0.subnetID == wish.subnet.id && (wish.address == nil || $0.address == wish.address) })
        {
            return keepable.remove(at: index)
        }
        guard let address = try wish.address ?? addresses.find(wish.subnet, in: transaction) else { throw exhausted(port) }
        try addresses.take(address, of: wish.subnet.id, for: port, in: transaction)
        return FixedIP(wish.subnet.id, address)
    }

    /// One address of an IPv4 subnet and one of an IPv6 subnet with a free choice; the others follow by themselves.
    private func choose(_ subnets: [SubnetAddressing], _ port: PortPlace, in transaction: any WriteTransaction) throws -> [FixedIP] {
        let serving = subnets.filter { $0.serves(port.deviceOwner) }
        guard !serving.isEmpty else {
            throw APIFault(
                .conflict, type: "IpAddressGenerationFailureNoMatchingSubnet",
                message: "No subnet of network \(port.networkID) is for ports of '\(port.deviceOwner)'.")
        }
        var result: [FixedIP] = []
        for family in [IPAddress.Family.v4, .v6] {
            // Subnets for this kind of port come before those for all.
            let candidates = serving.filter { $0.network.family == family && !$0.isAutomatic }
                .sorted { !$0.serviceTypes.isEmpty && $1.serviceTypes.isEmpty }
            guard !candidates.isEmpty else { continue }
            var chosen: FixedIP?
            for subnet in candidates where chosen == nil {
                guard let address = try addresses.find(subnet, in: transaction) else { continue }
                try addresses.take(address, of: subnet.id, for: port, in: transaction)
                chosen = FixedIP(subnet.id, address)
            }
            guard let chosen else { throw exhausted(port) }
            result.append(chosen)
        }
        return result
    }

    private func exhausted(_ port: PortPlace) -> APIFault {
        APIFault(
            .conflict, type: "IpAddressGenerationFailure", message: "Network \(port.networkID) has no free address left.")
    }
}
