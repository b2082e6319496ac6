/// What an option's value is when nobody gives one.
package enum OptionDefault: Sendable, Hashable {
    case none
    /// The text that a file would give; references are substituted.
    case text(String)
    /// The values of a multi option.
    case texts([String])
    /// The name of this machine; the sample shows the other text instead.
    case hostName(sample: String)
    /// The address of this machine, IPv4 or IPv6; the sample shows the other text instead.
    case hostAddress(sample: String)
    case hostAddressV6(sample: String)

    /// The texts that stand for the default on a machine, as a file would give them.
    func texts(on host: HostFacts) -> [String] {
        switch self {
        case .none: []
        case .text(let text): [text]
        case .texts(let texts): texts
        case .hostName: [host.name]
        case .hostAddress: [host.address]
        case .hostAddressV6: [host.addressV6]
        }
    }

    /// The texts for documentation: the same on every machine.
    package var sampleTexts: [String] {
        switch self {
        case .none: []
        case .text(let text): [text]
        case .texts(let texts): texts
        case .hostName(let sample), .hostAddress(let sample), .hostAddressV6(let sample): [sample]
        }
    }
}
