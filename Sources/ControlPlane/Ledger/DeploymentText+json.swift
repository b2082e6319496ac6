import JSONCodec

extension DeploymentText {
    /// As the database keeps it.
    var json: String {
        let includes = JSONObject(self.includes.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) })
        let value: JSONValue = [
            "name": .string(name), "section": .string(section), "text": .string(text), "includes": .object(includes),
        ]
        return String(decoding: value.serialized(), as: UTF8.self)
    }

    /// - Returns: `nil` for anything but what ``json`` gives.
    init?(json bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), let name = value["name"]?.stringValue, let text = value["text"]?.stringValue,
            let section = value["section"]?.stringValue
        else { return nil }
        var includes: [String: String] = [:]
        for member in value["includes"]?.objectValue?.members ?? [] { includes[member.key] = member.value.stringValue }
        self.init(name: name, text: text, includes: includes, section: section)
    }
}
