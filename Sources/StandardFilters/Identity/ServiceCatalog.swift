package import JSONCodec

/// The catalog of a token (Identity v3), as the filters pass it on.
package enum ServiceCatalog {
    /// The catalog in the form of Identity v2, which `X-Service-Catalog` carries: the endpoints of a region together, by interface.
    package static func olderForm(_ catalog: [JSONValue]) -> String {
        var services: [JSONValue] = []
        for service in catalog {
            var older: JSONObject = ["type": service["type"] ?? .null]
            if let name = service["name"] { older["name"] = name }
            var regions: [(name: JSONValue, endpoints: JSONObject)] = []
            for endpoint in service["endpoints"]?.arrayValue ?? [] {
                guard let interface = endpoint["interface"]?.stringValue, let url = endpoint["url"] else { continue }
                let name = endpoint["region"] ?? .null
                let index = regions.firstIndex { $0.name == name } ?? regions.count
                if index == regions.count { regions.append((name, name.isNull ? [:] : ["region": name])) }
                regions[index].endpoints[interface.lowercased() + "URL"] = url
            }
            older["endpoints"] = .array(regions.map { .object($0.endpoints) })
            services.append(.object(older))
        }
        return String(decoding: JSONValue.array(services).serialized(), as: UTF8.self)
    }

    package static func types(_ catalog: [JSONValue]) -> [String] { catalog.compactMap { $0["type"]?.stringValue } }
}
