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
        var buffer = [UInt8](repeating: 0, count: 256)
        let failed = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { gethostname($0.baseAddress, $0.count - 1) != 0 }
        }
        guard !failed else { return nil }
        let name = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
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
        var buffer = [UInt8](repeating: 0, count: Int(INET6_ADDRSTRLEN) + 1)
        let raw = UnsafeRawPointer(address)
        let written = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { target in
                if family == AF_INET {
                    var v4 = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
                    return inet_ntop(family, &v4, target.baseAddress, socklen_t(target.count)) != nil
                }
                var v6 = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
                return inet_ntop(family, &v6, target.baseAddress, socklen_t(target.count)) != nil
            }
        }
        return written ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : nil
    }
}
