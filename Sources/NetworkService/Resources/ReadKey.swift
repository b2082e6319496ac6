import HTTPApplication

/// All that the answer to a reading request depends on, besides the state of the store.
struct ReadKey: Sendable, Hashable {
    private let caller: Caller
    private let maximumLimit: Int?
    private let scheme: String
    private let host: String
    private let scriptName: String
    private let pathInfo: String
    private let queryString: String

    /// - Parameter maximumLimit: the largest page that the configuration allows.
    init(_ request: Request, _ caller: Caller, maximumLimit: Int?) {
        self.caller = caller
        self.maximumLimit = maximumLimit
        scheme = request.scheme
        host = request.host
        scriptName = request.scriptName
        pathInfo = request.pathInfo
        queryString = request.queryString
    }
}
