import CommandLanguage
import ControlPlane
import HTTPApplication
import IdentityService
import JSONCodec

extension CommandHandlers {
    static let requestHandlers: [String: Handler] = {
        let issue: Handler = { handlers, invocation in try await handlers.issue(invocation) }
        return Dictionary(uniqueKeysWithValues: ["request", "get", "post", "put", "patch", "delete", "head"].map { ($0, issue) })
    }()

    private func issue(_ invocation: Invocation) async throws -> CommandValue {
        let method = (invocation["method"] ?? invocation.name).uppercased()
        var request = IssuedRequest(method: method, target: try Self.target(try invocation.required("path")))
        for header in invocation.values("header") {
            guard let colon = header.firstIndex(of: ":") else { throw CommandFailure("'\(header)' is no 'NAME: VALUE'", status: 2) }
            let value = header[header.index(after: colon)...].drop { $0 == " " }
            request.headers.append((String(header[..<colon]), String(value)))
        }
        request.body = try Self.body(invocation.values("data"))
        if request.body != nil, !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            request.headers.append(("Content-Type", "application/json"))
        }
        if let user = invocation["as"] {
            let token = try await issueToken(user, project: invocation["project"])
            request.headers.removeAll { $0.name.lowercased() == "x-auth-token" }
            request.headers.append(("X-Auth-Token", token.text))
        } else if invocation.has("project") {
            throw CommandFailure("--project says what a user's token is for: it needs --as, or a login", status: 2)
        }
        request.app = invocation["app"]
        request.wantsTrace = invocation.has("trace")
        return .response(Self.value(try await plane.issue(request)))
    }

    /// A target as it goes over the wire: blanks and bytes that are not ASCII encoded.
    private static func target(_ path: String) throws -> String {
        guard path.hasPrefix("/") else { throw CommandFailure("the path '\(path)' does not begin with /", status: 2) }
        return PercentEncoding.encode(path, allowing: "/?&=%:@!$'()*+,;#[]")
    }

    private static func body(_ values: [String]) throws -> [UInt8]? {
        do {
            switch try BodyArgument(values: values) {
            case nil: return nil
            case .json(let value): return value.serialized()
            case .file(let path): return try ScriptFile.bytes(path)
            }
        } catch let error as ScriptFile.Failure {
            throw CommandFailure("\(error)")
        } catch {
            throw CommandFailure("\(error)", status: 2)
        }
    }

    private static func value(_ response: IssuedResponse) -> ResponseValue {
        let isJSON = response.headers.contains { $0.name.lowercased() == "content-type" && $0.value.lowercased().contains("json") }
        var body = JSONValue.null
        var isText = false
        if !response.body.isEmpty {
            if isJSON, let value = try? JSONValue(parsing: response.body) {
                body = value
            } else {
                body = .string(String(decoding: response.body, as: UTF8.self))
                isText = true
            }
        }
        return ResponseValue(
            status: response.status, reason: response.reason,
            headers: response.headers.map { ResponseValue.Header(name: $0.name, value: $0.value) }, body: body, isText: isText,
            elapsedMicroseconds: response.elapsed.microseconds,
            trace: (response.stages ?? []).map { TraceStep($0) })
    }
}

extension TraceStep {
    init(_ stage: RequestTrace.Stage) {
        self.init(
            name: stage.name, elapsedMicroseconds: stage.elapsed.microseconds, headersAdded: stage.headersAdded,
            headersRemoved: stage.headersRemoved, answered: stage.answered)
    }
}

extension Duration {
    var microseconds: Int { Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000) }
}
