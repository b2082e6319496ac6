import HTTPApplication
import Persistence

extension PasswordRules {
    /// Refuses a change that comes too soon, or back to a password that the user had.
    ///
    /// - Throws: ``IdentityFault``, 400.
    func checkChange(to password: String, ofUser id: String, _ service: IdentityService) async throws {
        let remembered = settings.passwordHistory
        let past = try service.read { try $0.passwords(ofUser: id, limit: max(1, remembered)) }
        if settings.minimumPasswordAgeDays > 0, let newest = past.first, newest.isSelfService {
            let end = newest.createdAt.microseconds + settings.minimumPasswordAgeDays * 86_400_000_000
            guard Timestamp.now().microseconds >= end else {
                throw IdentityFault.badRequest("A password is kept for \(settings.minimumPasswordAgeDays) days before it can be changed.")
            }
        }
        guard remembered > 0 else { return }
        for old in past where await service.hasher.verify(password, against: old.hash) {
            throw IdentityFault.badRequest("The new password has to be another than the last \(remembered).")
        }
    }
}
