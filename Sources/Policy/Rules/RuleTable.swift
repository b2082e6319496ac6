/// The tables of default rules. Each line is a rule: its name, scopes, check, deprecated check and operations, with ` | ` between them; what is
/// left out at the end is empty. Operations have ` ; ` between them.
///
/// Text is what costs least at start: nothing of it is read before the service that it belongs to starts.
package enum RuleTable {
    package static var network: [RuleDefault] {
        defaults(neutronNames) + defaults(neutronNetworks) + defaults(neutronRouters) + defaults(neutronServices)
    }

    package static var volume: [RuleDefault] { defaults(cinderVolumes) + defaults(cinderGroups) }

    package static var identity: [RuleDefault] { defaults(keystoneServices) + defaults(keystoneDirectory) }

    static func defaults(_ table: String) -> [RuleDefault] {
        table.split(separator: "\n").map { line in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
            func field(_ index: Int) -> Substring { index < fields.count ? fields[index] : "" }
            return RuleDefault(
                String(field(0)), String(field(2)), scopes: TokenScopes(names: field(1).split(separator: " ")) ?? [],
                deprecatedCheck: field(3).isEmpty ? nil : String(field(3)),
                operations: field(4).split(separator: ";").map { String(trimmed($0)) })
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
