import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/role_assignments`: who has which role where, as it was given or as it works out.
enum RoleAssignmentsController {
    static let operations: [IdentityOperation] = [
        IdentityOperation(.GET, "role_assignments", "role_assignment", "index") { try list($0) }
    ]

    private static func list(_ call: IdentityCall) throws -> Response {
        let caller = try call.caller
        let query = try AssignmentQuery(call.query)
        return try call.service.read { (directory: IdentityDirectory) throws in
            let treeDomain = try query.includesSubtree ? query.projectID.flatMap { try directory.project(id: $0) }?.domainID : nil
            let domain = caller.domainID ?? query.domainID ?? treeDomain
            try call.authorize(
                query.includesSubtree ? "list_role_assignments_for_tree" : "list_role_assignments",
                domain.map { ["domain_id": .string($0)] as JSONObject } ?? [:])
            var found = try query.run(directory)
            if let domain = caller.domainID {
                found = try found.filter { try Self.domain(of: $0.record.scope, directory) == domain }
            }
            let view = AssignmentView(linkBase: call.linkBase, includesNames: query.includesNames, directory: directory)
            return Response(json: [
                "role_assignments": .array(try found.map { .object(try view.view($0)) }),
                "links": ["next": .null, "self": .string(call.selfLink), "previous": .null],
            ])
        }
    }

    private static func domain(of scope: RoleScope, _ directory: IdentityDirectory) throws -> String? {
        switch scope {
        case .project(let id): try directory.project(id: id)?.domainID
        case .domain(let id): id
        case .system: nil
        }
    }
}
