package import HTTPApplication
package import JSONCodec
import NIOCore
package import Routing

/// One routed request: what a handler of the API works on.
package struct VolumeCall {
    package let request: Request
    package let captures: Captures
    package let service: VolumeService
    package let dialect: APIDialect
    package let version: Microversion
    package let caller: Caller
    package let query: QueryItems

    package var settings: VolumeSettings { service.settings }

    /// The segment of the path that the route names so.
    package func capture(_ name: String) -> String { captures[name] ?? "" }

    package func isAtLeast(_ minor: Int) -> Bool { version >= Microversion(3, minor) }

    /// - Parameter project: the project that owns what is asked for; the caller's own when `nil`.
    /// - Throws: ``VolumeFault``, 403.
    package func authorize(_ rule: VolumeRule, project: String? = nil) throws {
        var target = caller.target
        if let project { target.projectID = project }
        try caller.require(rule, target)
    }

    package func allows(_ rule: VolumeRule) -> Bool { caller.may(rule, caller.target) }

    /// Reads the body and checks it.
    ///
    /// - Throws: ``VolumeFault``, 400: not JSON, no object, or not what `schema` asks for.
    package func body(_ schema: BodySchema) async throws -> JSONObject {
        let body = try await body()
        try schema.validate(.object(body))
        return body
    }

    /// Reads a body of any shape: the actions' name is its only key.
    package func body() async throws -> JSONObject {
        let buffer = try await request.body.collect()
        guard buffer.readableBytes > 0 else { throw VolumeFault.invalid("", "there is none") }
        let value: JSONValue
        do throws(JSONError) {
            value = try buffer.withUnsafeReadableBytes { bytes throws(JSONError) in try JSONValue(parsing: bytes) }
        } catch {
            throw VolumeFault.badRequest("The request body is no JSON: \(error).", type: "MalformedRequestBody")
        }
        guard let object = value.objectValue else { throw VolumeFault.invalid("", "an object is expected") }
        return object
    }

    /// What links in answers begin with: `http://host/v3`, with the project when the path named it.
    package var linkBase: String { applicationURL(with: request.scriptName) }

    /// As ``linkBase``, without the version.
    package var bookmarkBase: String {
        var script = request.scriptName[...]
        if script.hasSuffix("/" + dialect.rawValue) { script = script.dropLast(dialect.rawValue.utf8.count + 1) }
        return applicationURL(with: String(script))
    }

    private func applicationURL(with script: String) -> String {
        let project = captures["project_id"].map { "/" + $0 } ?? ""
        return VersionsDocument.base(of: request, settings: settings) + script + project
    }
}
