/// What scripts of some origins may do with an API: one `[cors]` or `[cors.NAME]` group.
package struct CORSPolicy: Sendable, Hashable {
    package static let defaultMethods = ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "PATCH"]

    /// `scheme://host[:port]` each, or `*` for every origin.
    package var allowedOrigins: [String]
    package var allowsCredentials: Bool
    package var exposedHeaders: [String]
    /// How long a browser may keep the answer to a preflight, in seconds; 0 says nothing about it.
    package var maximumAge: Int
    package var allowedMethods: [String]
    package var allowedHeaders: [String]

    package init(
        allowedOrigins: [String], allowsCredentials: Bool = true, exposedHeaders: [String] = [], maximumAge: Int = 3600,
        allowedMethods: [String] = CORSPolicy.defaultMethods, allowedHeaders: [String] = []
    ) {
        self.allowedOrigins = allowedOrigins
        self.allowsCredentials = allowsCredentials
        self.exposedHeaders = exposedHeaders
        self.maximumAge = maximumAge
        self.allowedMethods = allowedMethods
        self.allowedHeaders = allowedHeaders
    }
}
