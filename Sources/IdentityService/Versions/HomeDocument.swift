import HTTPApplication
import JSONCodec
import NIOHTTP1

/// The API's resources and their paths as a JSON home document.
enum HomeDocument {
    static let mediaType = "application/json-home"
    private static let relations = "https://docs.openstack.org/api/openstack-identity/3/"

    /// - Parameter prefix: put before each path, which else is relative to the document.
    static func response(_ operations: [IdentityOperation], prefix: String = "/") -> Response {
        var resources = JSONObject()
        var paths: Set<String> = []
        for operation in operations where paths.insert(operation.path).inserted {
            let segments = operation.path.split(separator: "/")
            let names = segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
            let relation = relations + "rel/" + segments.filter { !$0.hasPrefix("{") }.joined(separator: "_")
            let entry: JSONObject
            if names.isEmpty {
                entry = ["href": .string(prefix + operation.path)]
            } else {
                entry = [
                    "href-template": .string(prefix + operation.path),
                    "href-vars": .object(JSONObject(names.map { ($0, JSONValue.string(relations + "param/" + $0)) })),
                ]
            }
            // A collection and one of its items differ by the variable at the end.
            let key = segments.last?.hasPrefix("{") == true ? relation + "_item" : relation
            resources[key] = .object(entry)
        }
        var response = Response(json: ["resources": .object(resources)])
        response.headers.replaceOrAdd(name: "Content-Type", value: mediaType)
        return response
    }
}
