#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What some defaults are made of: the name and the addresses of the machine.
package struct HostFacts: Sendable, Hashable {
    package let name: String
    package let address: String
    package let addressV6: String

    package init(name: String, address: String, addressV6: String) {
        self.name = name
        self.address = address
        self.addressV6 = addressV6
    }

    /// This machine, asked once: its host name and the first addresses of interfaces that are up and not loopback
    /// (`127.0.0.1` and `::1` when there are none). No name is resolved and nothing is sent.
    package static let current = HostFacts(
        name: hostName() ?? "localhost", address: firstAddress(AF_INET) ?? "127.0.0.1", addressV6: firstAddress(AF_INET6) ?? "::1")

    private static func hostName() -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
        let name = text(buffer)
        return name.isEmpty ? nil : name
    }

    private static func firstAddress(_ family: Int32) -> String? {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return nil }
        defer { freeifaddrs(list) }
        var next = list
        while let interface = next?.pointee {
            next = interface.ifa_next
            let flags = UInt32(interface.ifa_flags)
            guard flags & UInt32(IFF_UP) != 0, flags & UInt32(IFF_LOOPBACK) == 0, let address = interface.ifa_addr,
                Int32(address.pointee.sa_family) == family
            else { continue }
            if let text = text(of: address, family), !text.hasPrefix("fe80:") { return text }
        }
        return nil
    }

    private static func text(of address: UnsafeMutablePointer<sockaddr>, _ family: Int32) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN) + 1)
        let size = socklen_t(buffer.count)
        let raw = UnsafeRawPointer(address)
        if family == AF_INET {
            var v4 = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            guard inet_ntop(family, &v4, &buffer, size) != nil else { return nil }
        } else {
            var v6 = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            guard inet_ntop(family, &v6, &buffer, size) != nil else { return nil }
        }
        return text(buffer)
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
