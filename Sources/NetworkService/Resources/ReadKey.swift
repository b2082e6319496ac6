import HTTPApplication

/// All that the answer to a reading request depends on, besides the state of the store.
struct ReadKey: Sendable, Hashable {
    /// Stands for all that makes a difference of who asks.
    private let plan: Int
    private let maximumLimit: Int?
    private let scheme: String
    private let host: String
    private let scriptName: String
    private let pathInfo: String
    private let queryString: String

    /// - Parameter maximumLimit: the largest page that the configuration allows.
    init(_ request: Request, _ plan: ReadPlan, maximumLimit: Int?) {
        self.plan = plan.id
        self.maximumLimit = maximumLimit
        scheme = request.scheme
        host = request.host
        scriptName = request.scriptName
        pathInfo = request.pathInfo
        queryString = request.queryString
    }
}
