import JSONCodec

extension CatalogService {
    /// The service as a token of `userID` shows it: with addresses filled in, without endpoints that need a project when there is none.
    ///
    /// - Parameter host: the host that whoever asks has reached this machine by; addresses that may name any of its hosts name this one.
    func view(projectID: String?, userID: String, host: String? = nil) -> JSONValue {
        let endpoints = endpoints.compactMap { endpoint -> JSONValue? in
            guard var url = EndpointURL.fill(endpoint.url, projectID: projectID, userID: userID) else { return nil }
            if endpoint.isOnAnyAddress, let host { url = EndpointURL.replaceHost(of: url, by: host) }
            let region = endpoint.regionID.map { JSONValue.string($0) } ?? .null
            return [
                "id": .string(endpoint.id), "interface": .string(endpoint.interface), "region_id": region,
                "url": .string(url), "region": region,
            ]
        }
        return ["endpoints": .array(endpoints), "id": .string(id), "type": .string(type), "name": .string(name)]
    }
}
