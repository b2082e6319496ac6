import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Policy

/// Every question about what a caller may do is asked here, under the name of upstream's policy rule: `create_network:shared`.
struct AccessPolicy: Sendable {
    let enforcer: Enforcer

    /// Who makes a request, under the rules that are in force now.
    func caller(_ context: RequestContext) -> Caller { Caller(context, rules: enforcer.rules) }

    /// - Throws: 403 PolicyNotAuthorized that names the rule.
    func require(_ rule: String, _ caller: Caller, _ target: PolicyTarget) throws {
        guard caller.may(rule, target) else { throw Self.refusal(rule) }
    }

    private static func refusal(_ rule: String) -> APIFault {
        APIFault(.forbidden, type: "PolicyNotAuthorized", message: "The rule \(rule) does not allow this")
    }

    /// Asks for the attributes that a request gives, and for their members where rules are about these: `create_port:fixed_ips:ip_address`.
    ///
    /// - Parameters:
    ///   - action: the rule of the whole: `create_port`.
    ///   - names: which of the attributes in `item` the request gave.
    func requireAttributes(
        _ action: String, of definition: ResourceDefinition, in item: JSONObject, given names: (Attribute) -> Bool, _ caller: Caller,
        _ target: PolicyTarget
    ) throws {
        for attribute in definition.attributes where attribute.flags.contains(.enforcedByPolicy) && names(attribute) {
            let rule = "\(action):\(attribute.name)"
            guard caller.rules.index(of: rule) != nil else {
                guard caller.mayGive(attribute) else { throw Self.refusal(rule) }
                continue
            }
            try require(rule, caller, target)
            for part in Self.parts(of: item[attribute.name]) where caller.rules.index(of: "\(rule):\(part)") != nil {
                try require("\(rule):\(part)", caller, target)
            }
        }
    }

    /// The names of the members of an object, or of all objects of a list.
    private static func parts(of value: JSONValue?) -> Set<String> {
        switch value {
        case .object(let object)?: Set(object.keys)
        case .array(let elements)?: Set(elements.flatMap { $0.objectValue?.keys ?? [] })
        default: []
        }
    }
}
