import HTTPApplication
import Synchronization

/// The revocations that can still concern a token, in memory, arranged so that a check costs a few look-ups however many there are.
final class RevocationIndex: Sendable {
    /// What an event names, when it names one thing only.
    private enum Key: Hashable {
        case audit(String)
        case chain(String)
        case user(String)
        case project(String)
        case domain(String)
        case role(String)
        case trust(String)
        case consumer(String)
    }

    private struct State {
        /// For each thing the time up to which its tokens are revoked.
        var times: [Key: Timestamp] = [:]
        /// Events that name several things; a token has to have all of them.
        var combined: [RevocationEvent] = []
        var nextCleaning = 1024
    }

    private let state = Mutex(State())
    /// How long the tokens of an event can live on, in seconds.
    private let lifetime: @Sendable () -> Int

    init(lifetime: @escaping @Sendable () -> Int) { self.lifetime = lifetime }

    var count: Int { state.withLock { $0.times.count + $0.combined.count } }

    func add(_ event: RevocationEvent, now: Timestamp = .now()) {
        state.withLock { state in
            if let key = Self.key(of: event) {
                state.times[key] = max(state.times[key] ?? event.issuedBefore, event.issuedBefore)
            } else {
                state.combined.append(event)
            }
            guard state.times.count + state.combined.count > state.nextCleaning else { return }
            let oldest = Timestamp(microseconds: now.microseconds - lifetime() * 1_000_000)
            state.times = state.times.filter { $0.value >= oldest }
            state.combined.removeAll { $0.issuedBefore < oldest }
            state.nextCleaning = max(1024, 2 * (state.times.count + state.combined.count))
        }
    }

    func isRevoked(_ token: ResolvedToken) -> Bool {
        let contents = token.contents
        return state.withLock { state in
            guard !state.times.isEmpty || !state.combined.isEmpty else { return false }
            func covers(_ key: Key) -> Bool { state.times[key].map { contents.issuedAt <= $0 } ?? false }
            if covers(.audit(contents.auditID)) || covers(.chain(contents.auditChainID)) { return true }
            if token.standing.userIDs.contains(where: { covers(.user($0)) })
                || token.standing.domainIDs.contains(where: { covers(.domain($0)) })
            {
                return true
            }
            if let id = contents.scope.projectID, covers(.project(id)) { return true }
            if let id = contents.trustID, covers(.trust(id)) { return true }
            if let id = token.accessToken?.consumerID, covers(.consumer(id)) { return true }
            if token.roles.contains(where: { covers(.role($0.id)) }) { return true }
            return state.combined.contains { Self.matches($0, token) }
        }
    }

    /// Whether all tokens of a user that were issued then are revoked.
    func areRevoked(ofUser userID: String, domainID: String, issuedAt: Timestamp) -> Bool {
        state.withLock { state in
            [Key.user(userID), .domain(domainID)].contains { key in state.times[key].map { issuedAt <= $0 } ?? false }
        }
    }

    private static func key(of event: RevocationEvent) -> Key? {
        let keys = [
            event.auditID.map(Key.audit), event.auditChainID.map(Key.chain), event.userID.map(Key.user), event.projectID.map(Key.project),
            event.domainID.map(Key.domain), event.roleID.map(Key.role), event.trustID.map(Key.trust),
            event.consumerID.map(Key.consumer),
        ].compactMap { $0 }
        return keys.count == 1 ? keys.first : nil
    }

    private static func matches(_ event: RevocationEvent, _ token: ResolvedToken) -> Bool {
        let contents = token.contents
        guard contents.issuedAt <= event.issuedBefore else { return false }
        if let id = event.auditID, id != contents.auditID { return false }
        if let id = event.auditChainID, id != contents.auditChainID { return false }
        if let id = event.userID, !token.standing.userIDs.contains(id) { return false }
        if let id = event.projectID, id != contents.scope.projectID { return false }
        if let id = event.domainID, !token.standing.domainIDs.contains(id) { return false }
        if let id = event.trustID, id != contents.trustID { return false }
        if let id = event.consumerID, id != token.accessToken?.consumerID { return false }
        if let id = event.roleID, !token.roles.contains(where: { $0.id == id }) { return false }
        return true
    }
}
