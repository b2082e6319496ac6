extension IdentityService {
    /// Counts as a login: it is refused while the user is locked out, and a failure counts towards that. An expired password is good for it.
    ///
    /// - Throws: ``AuthenticationFault``, 401, unless `password` is the user's; the same for a user who is not there.
    func verifyPassword(_ password: String, ofUser id: String) async throws {
        do {
            _ = try await Authenticator(service: self).passwordLogin(.id(id), password)
        } catch let fault as AuthenticationFault where fault.type == AuthenticationFault.passwordExpiredType {
            return
        }
    }
}
