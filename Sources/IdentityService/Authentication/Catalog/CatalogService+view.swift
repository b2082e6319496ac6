import JSONCodec

extension CatalogService {
    /// The service as a token of `userID` shows it: with addresses filled in, without endpoints that need a project when there is none.
    func view(projectID: String?, userID: String) -> JSONValue {
        let endpoints = endpoints.compactMap { endpoint -> JSONValue? in
            guard let url = EndpointURL.fill(endpoint.url, projectID: projectID, userID: userID) else { return nil }
            let region = endpoint.regionID.map { JSONValue.string($0) } ?? .null
            return [
                "id": .string(endpoint.id), "interface": .string(endpoint.interface), "region_id": region,
                "url": .string(url), "region": region,
            ]
        }
        return ["endpoints": .array(endpoints), "id": .string(id), "type": .string(type), "name": .string(name)]
    }
}
