import APIResources
import ConfigOptions
import HTTPApplication
import JSONCodec

/// Answers what kinds of services there are and who provides them: the kinds of routers, and what the configuration adds.
struct ServiceProviderController: Sendable {
    private struct Provider {
        var service: String
        var name: String
        var isDefault = false

        init(_ service: String, _ name: String) {
            self.service = service
            self.name = name
        }

        /// Reads `SERVICE:NAME:DRIVER[:default]`.
        init?(_ text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 3, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
            self.init(parts[0], parts[1])
            isDefault = parts.count > 3 && parts[3] == "default"
        }

        var document: JSONValue { ["service_type": .string(service), "name": .string(name), "default": .bool(isDefault)] }
    }

    let policy: AccessPolicy
    let config: @Sendable () -> ConfigSnapshot

    func list(_ request: Request) throws -> Response {
        try policy.require("get_service_provider", policy.caller(request.context), PolicyTarget(JSONObject()))
        let configured = config().multi("service_provider", group: "service_providers").compactMap { Provider($0) }
        let routers = ["dvr", "single_node"].map { Provider("L3_ROUTER_NAT", $0) }
        return Response(json: ["service_providers": .array((configured + routers).map(\.document))])
    }
}
