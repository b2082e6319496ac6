import HTTPApplication
import JSONCodec
import Messaging
import NIOHTTP1

/// `/scheduler-stats/get_pools`: the pools that the scheduler knows.
package enum PoolsController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "scheduler-stats/get_pools", "pool", "index", extension: "scheduler-stats") { try await index($0) }
    ]

    private static func index(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.getPools)
        let isDetailed = call.query.first("detail").flatMap { BodySchema.boolean(query: $0) } ?? false
        let name = call.query.first("name")
        let target = Target(topic: VolumeMessenger.schedulerTopic, version: VolumeMessenger.schedulerVersion)
        let answer: JSONValue
        do {
            answer = try await call.service.transport.call(target, call.rpcContext, "get_pools", [:], timeout: .seconds(5))
        } catch let error as MessagingTimeout {
            throw VolumeFault(.badGateway, type: "RPCTimeout", "The scheduler does not answer: \(error).")
        }
        let pools = (answer.arrayValue ?? []).filter { name == nil || $0["name"]?.stringValue == name }
        let shown = pools.map { pool -> JSONValue in isDetailed ? pool : ["name": pool["name"] ?? .null] }
        return Response(json: ["pools": .array(shown)])
    }
}
