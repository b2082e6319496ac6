import CommandLanguage
import ControlPlane
import HTTPApplication
import JSONCodec
import Messaging

extension CommandHandlers {
    static let workerHandlers: [String: Handler] = [
        "worker list": { handlers, invocation in
            let service = invocation["service"]
            let workers = await handlers.plane.workers().filter { service == nil || $0.service == service || $0.topic == service }
            return invocation.table(workers.map(\.object))
        },
        "worker start": { handlers, invocation in
            try await handlers.each(invocation) { try await handlers.plane.startWorker($0) }
        },
        "worker stop": { handlers, invocation in
            try await handlers.each(invocation) { try await handlers.plane.stopWorker($0) }
        },
        "worker restart": { handlers, invocation in
            try await handlers.each(invocation) { try await handlers.plane.restartWorker($0) }
        },
        "worker scale": { handlers, invocation in
            let service = try invocation.required("service")
            let workers = try await handlers.plane.scaleWorkers(service, to: invocation.integer("count") ?? 1)
            return .text("\(service) has \(workers.count == 1 ? "1 worker" : "\(workers.count) workers")\n")
        },
        "rpc list": { handlers, invocation in
            let topic = invocation["topic"]
            return invocation.table(await handlers.plane.rpcEndpoints().filter { topic == nil || $0.topic == topic }.map(\.object))
        },
        "rpc call": { handlers, invocation in
            let result = try await handlers.plane.rpcCall(
                topic: try invocation.required("topic"), method: try invocation.required("method"), arguments: try arguments(invocation),
                server: invocation["server"], namespace: invocation["namespace"], version: try version(invocation),
                timeout: .seconds(invocation.seconds("timeout") ?? 60))
            return .json(result)
        },
        "rpc cast": { handlers, invocation in
            try await handlers.plane.rpcCast(
                topic: try invocation.required("topic"), method: try invocation.required("method"), arguments: try arguments(invocation),
                server: invocation["server"], namespace: invocation["namespace"], version: try version(invocation))
            return .text("sent\n")
        },
    ]

    /// Workers may be named by their service or topic, or one by one.
    private func each(
        _ invocation: Invocation, _ body: @Sendable (String) async throws -> WorkerInformation
    ) async throws -> CommandValue {
        var lines = ""
        for name in invocation.values("worker") {
            let all = await plane.workers()
            let named = all.filter { $0.id == name || $0.topic == name || ($0.service == name && $0.topic == nil) }
            for id in named.isEmpty ? [name] : named.map(\.id) {
                let worker = try await body(id)
                lines += "\(worker.id) is \(worker.state)\n"
            }
        }
        return .text(lines)
    }

    private static func arguments(_ invocation: Invocation) throws -> JSONObject {
        do { return try BodyArgument.members(invocation.values("arguments")) } catch { throw CommandFailure("\(error)", status: 2) }
    }

    private static func version(_ invocation: Invocation) throws -> RPCVersion? {
        guard let text = invocation["target-version"] else { return nil }
        guard let version = RPCVersion(text) else { throw CommandFailure("'\(text)' is no version such as 1.2", status: 2) }
        return version
    }
}

extension WorkerInformation {
    var object: JSONObject {
        [
            "id": .string(id), "service": .string(service), "topic": JSONValue(topic), "pid": .integer(Int(pid)), "state": .string(state),
            "calls": .integer(calls), "failures": .integer(failures), "queue_depth": .integer(queueDepth),
            "last_heartbeat": JSONValue(lastHeartbeat?.seconds),
        ]
    }
}

extension EndpointListing {
    var object: JSONObject {
        [
            "topic": .string(topic), "namespace": JSONValue(namespace), "version": .string(version.description),
            "methods": JSONValue(methods.map(\.name)),
        ]
    }
}
