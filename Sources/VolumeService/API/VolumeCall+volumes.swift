import HTTPApplication
import JSONCodec
package import Messaging
import NIOHTTP1
package import Persistence

extension VolumeCall {
    /// The volume that the path names, when the rule lets the caller do what is asked with it.
    ///
    /// - Throws: ``VolumeFault``: 404 when there is none or it belongs to a project that the caller does not see, 403 when the rule says no.
    package func volume(_ id: String, for rule: VolumeRule) throws -> VolumeRecord {
        guard let record = try VolumeTable.find(id, in: service.store) else { throw VolumeFault.notFound("Volume", id) }
        try Self.check(record, caller, rule)
        return record
    }

    private static func check(_ record: VolumeRecord, _ caller: Caller, _ rule: VolumeRule) throws {
        guard caller.isAdmin || record.projectID == caller.projectID else { throw VolumeFault.notFound("Volume", record.id) }
        try caller.require(rule, record.target)
    }

    /// Changes a volume in one transaction; a change between the look and the write is refused with 400, as every wrong state is.
    ///
    /// - Parameter body: changes the record, and does what belongs to the change in the same transaction.
    package func changeVolume<T: Sendable>(
        _ id: String, for rule: VolumeRule, _ body: @escaping @Sendable (inout VolumeRecord, any WriteTransaction) throws -> T
    ) async throws -> T {
        let caller = caller
        return try await service.store.write { transaction in
            guard var record = try VolumeTable.find(id, in: transaction) else { throw VolumeFault.notFound("Volume", id) }
            try Self.check(record, caller, rule)
            let status = record.status
            let result = try body(&record, transaction)
            guard try VolumeTable.update(record, expecting: status, in: transaction) else {
                throw VolumeFault.badRequest("The volume \(id) is being changed by another request.", type: "InvalidVolume")
            }
            return result
        }
    }

    /// What messages carry about this request.
    package var rpcContext: RPCContext {
        let context = request.context
        return RPCContext(
            requestID: context.requestID, globalRequestID: context.globalRequestID, userID: caller.userID, projectID: caller.projectID,
            roles: context.roles, isAdmin: caller.isAdmin, generation: Int(exactly: context.generation))
    }
}

extension Response {
    /// An answer without a body, which cinder labels as HTML when its framework makes it.
    static func volumeEmpty(_ status: HTTPResponseStatus, contentType: String = "text/html; charset=UTF-8") -> Response {
        Response(status: status, headers: ["Content-Type": contentType])
    }
}
