import NIOHTTP1

extension IdentityService {
    /// - Throws: ``IdentityFault``, 401, unless `password` is the user's; the same for a user who is not there.
    func verifyPassword(_ password: String, ofUser id: String) async throws {
        let known = try read { directory -> String? in
            guard let user = try directory.user(id: id), user.isEnabled else { return nil }
            return try directory.passwords(ofUser: id).first?.hash
        }
        let isRight: Bool
        if let known {
            isRight = await hasher.verify(password, against: known)
        } else {
            await hasher.verifyDecoy(password)
            isRight = false
        }
        guard isRight else { throw IdentityFault(.unauthorized, type: "Unauthorized", "The credentials are not valid.") }
    }
}
