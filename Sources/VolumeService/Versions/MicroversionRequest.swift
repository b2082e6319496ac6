package import NIOHTTP1

/// Which microversion a request asks for: cinder's rules for `OpenStack-API-Version`.
package enum MicroversionRequest {
    package static let headerName = "OpenStack-API-Version"
    package static let service = "volume"

    /// The microversion for a request with these headers: the lowest one when there is no header.
    ///
    /// - Throws: ``VolumeFault``: 400 when the header names no version of this service or one that cannot be read, 406 when it is out of range.
    package static func negotiate(_ headers: HTTPHeaders) throws -> Microversion {
        guard let header = headers.first(name: headerName) else { return .minimum }
        var requested: Substring?
        for element in header.split(separator: ",") {
            let words = element.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.first == Substring(service) else { continue }
            guard words.count == 2 else { throw VolumeFault.badRequest("'\(element)' does not name one API version.") }
            requested = words[1]
        }
        guard let requested else {
            throw VolumeFault.badRequest("The header \(headerName) names no version of the service '\(service)': '\(header)'.")
        }
        if requested == "latest" { return .maximum }
        guard let version = Microversion(requested) else {
            throw VolumeFault.badRequest("'\(requested)' is not an API version: MAJOR.MINOR or 'latest' is expected.")
        }
        guard version >= .minimum, version <= .maximum else { throw VolumeFault.notAcceptable(version) }
        return version
    }
}
