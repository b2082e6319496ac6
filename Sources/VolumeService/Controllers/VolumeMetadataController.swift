import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/volumes/{id}/metadata`: what users note on a volume.
package enum VolumeMetadataController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "volumes/{id}/metadata", "volume_metadata", "index") { try index($0) },
        VolumeOperation(.POST, "volumes/{id}/metadata", "volume_metadata", "create") { try await write($0, replaces: false) },
        VolumeOperation(.PUT, "volumes/{id}/metadata", "volume_metadata", "update_all") { try await write($0, replaces: true) },
        VolumeOperation(.GET, "volumes/{id}/metadata/{key}", "volume_metadata", "show") { try show($0) },
        VolumeOperation(.PUT, "volumes/{id}/metadata/{key}", "volume_metadata", "update") { try await update($0) },
        VolumeOperation(.DELETE, "volumes/{id}/metadata/{key}", "volume_metadata", "delete") { try await delete($0) },
    ]

    /// Thrown inside a transaction when the client's copy is out of date.
    private struct Outdated: Error {}

    private static func index(_ call: VolumeCall) throws -> Response {
        document(try call.volume(call.capture("id"), for: .getMetadata).metadata, call)
    }

    private static func document(_ metadata: JSONObject, _ call: VolumeCall) -> Response {
        var response = Response(json: ["metadata": .object(metadata)])
        if call.isAtLeast(15) { response.headers.add(name: "ETag", value: tag(metadata)) }
        return response
    }

    private static func write(_ call: VolumeCall, replaces: Bool) async throws -> Response {
        let given = try await call.body(.metadata)["metadata"]?.objectValue ?? [:]
        return try await change(call, for: replaces ? .updateMetadata : .createMetadata) { metadata in
            if replaces { metadata = given } else { for member in given { metadata[member.key] = member.value } }
        } answer: {
            document($0, call)
        }
    }

    private static func show(_ call: VolumeCall) throws -> Response {
        let key = call.capture("key")
        guard let value = try call.volume(call.capture("id"), for: .getMetadata).metadata[key] else { throw missing(key, call) }
        return Response(json: ["meta": .object(JSONObject([(key, value)]))])
    }

    private static func update(_ call: VolumeCall) async throws -> Response {
        let key = call.capture("key")
        let given = try await call.body(.metadataItem)["meta"]?.objectValue ?? [:]
        guard let value = given[key] else { throw VolumeFault.badRequest("The body does not carry the key '\(key)' that the URL names.") }
        return try await change(call, for: .updateMetadata) {
            $0[key] = value
        } answer: { _ in
            Response(json: ["meta": .object(given)])
        }
    }

    private static func delete(_ call: VolumeCall) async throws -> Response {
        let key = call.capture("key")
        let fault = missing(key, call)
        return try await change(call, for: .deleteMetadata) { metadata in
            if metadata.removeValue(forKey: key) == nil { throw fault }
        } answer: { _ in
            .volumeEmpty(.ok)
        }
    }

    private static func missing(_ key: String, _ call: VolumeCall) -> VolumeFault {
        VolumeFault(.notFound, type: "VolumeMetadataNotFound", "The volume \(call.capture("id")) has no metadata '\(key)'.")
    }

    /// Changes the metadata, when it still is what an `If-Match` header says: 412 otherwise.
    private static func change(
        _ call: VolumeCall, for rule: VolumeRule, _ body: @escaping @Sendable (inout JSONObject) throws -> Void,
        answer: (JSONObject) -> Response
    ) async throws -> Response {
        let expected = call.isAtLeast(15) ? call.request.headers[canonicalForm: "If-Match"].map(String.init) : []
        do {
            let metadata = try await call.changeVolume(call.capture("id"), for: rule) { record, _ in
                if !expected.isEmpty, !expected.contains(where: { matches($0, record.metadata) }) { throw Outdated() }
                try body(&record.metadata)
                return record.metadata
            }
            return answer(metadata)
        } catch is Outdated {
            return .volumeEmpty(.preconditionFailed)
        }
    }

    private static func matches(_ tag: String, _ metadata: JSONObject) -> Bool {
        var tag = tag[...]
        if tag == "*" { return true }
        if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
        if tag.hasPrefix("\""), tag.hasSuffix("\""), tag.count > 1 { tag = tag.dropFirst().dropLast() }
        return tag == Self.tag(metadata)
    }

    /// A text that differs when the metadata differs (two FNV-1a hashes over its JSON text).
    private static func tag(_ metadata: JSONObject) -> String {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x9E37_79B9_7F4A_7C15
        for byte in JSONValue.object(metadata).serialized() {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
            second = (second ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        func hexadecimal(_ value: UInt64) -> String {
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return hexadecimal(first) + hexadecimal(second)
    }
}
