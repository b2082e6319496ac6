import HTTPApplication
package import NIOHTTP1

/// A mistake that the block storage API answers in its own format.
package struct VolumeFault: Fault {
    package var status: HTTPResponseStatus
    package var type: String
    package var message: String
    package var headers: HTTPHeaders

    package init(_ status: HTTPResponseStatus, type: String, _ message: String, headers: HTTPHeaders = HTTPHeaders()) {
        self.status = status
        self.type = type
        self.message = message
        self.headers = headers
    }
}

extension VolumeFault {
    package static func badRequest(_ message: String, type: String = "InvalidInput") -> VolumeFault {
        VolumeFault(.badRequest, type: type, message)
    }

    /// The body, or a part of it, is not what the request's schema asks for.
    package static func invalid(_ path: String, _ reason: String) -> VolumeFault {
        VolumeFault(
            .badRequest, type: "ValidationError", path.isEmpty ? "Invalid request body: \(reason)." : "Invalid '\(path)': \(reason).")
    }

    package static func notFound(_ kind: String, _ id: String) -> VolumeFault {
        VolumeFault(.notFound, type: "\(kind)NotFound", "\(Self.words(kind)) \(id) could not be found.")
    }

    /// The method exists, but not in the microversion of the request.
    package static func versionNotFound(_ version: Microversion) -> VolumeFault {
        VolumeFault(.notFound, type: "VersionNotFoundForAPIMethod", "API version \(version) is not supported on this method.")
    }

    package static func forbidden(_ rule: String) -> VolumeFault {
        VolumeFault(.forbidden, type: "PolicyNotAuthorized", "Policy does not allow \(rule) to be performed.")
    }

    package static func conflict(_ type: String, _ message: String) -> VolumeFault { VolumeFault(.conflict, type: type, message) }

    /// A quota or a size limit is exhausted: 413 with the advice to retry at once.
    package static func overLimit(_ type: String, _ message: String) -> VolumeFault {
        VolumeFault(.payloadTooLarge, type: type, message, headers: ["Retry-After": "0"])
    }

    package static func notAcceptable(_ version: Microversion) -> VolumeFault {
        var headers = HTTPHeaders()
        if version.major == Microversion.maximum.major {
            headers.add(name: MicroversionRequest.headerName, value: "\(MicroversionRequest.service) \(version)")
            headers.add(name: "Vary", value: MicroversionRequest.headerName)
        }
        return VolumeFault(
            .notAcceptable, type: "InvalidGlobalAPIVersion",
            "Version \(version) is not supported by the API. Minimum is \(Microversion.minimum) and maximum is \(Microversion.maximum).",
            headers: headers)
    }

    /// `VolumeType` as `Volume type`.
    private static func words(_ kind: String) -> String {
        var text = ""
        for character in kind {
            if character.isUppercase, !text.isEmpty {
                text += " " + character.lowercased()
            } else {
                text.append(character)
            }
        }
        return text
    }
}
