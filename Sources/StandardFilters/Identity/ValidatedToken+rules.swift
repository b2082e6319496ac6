import HTTPApplication
import NIOHTTP1

extension ValidatedToken {
    /// Whether the token's access rules let a request pass.
    ///
    /// - Parameters:
    ///   - serviceType: the type of the service that was asked; without it no rule can be judged, and the request may not pass.
    ///   - isPassedOn: whether a service makes the request on behalf of the user: the rules were judged where it began.
    func allows(_ request: Request, serviceType: String?, isPassedOn: Bool) -> Bool {
        guard let accessRules else { return true }
        guard let serviceType else { return false }
        let path = request.path
        if serviceType == "identity", request.method == .GET, path.hasSuffix("/v3/auth/tokens") { return true }
        guard serviceTypes.contains(serviceType) else { return false }
        if isPassedOn { return true }
        return accessRules.contains { $0.service == serviceType && $0.method == request.method.rawValue && $0.matches(path) }
    }
}
