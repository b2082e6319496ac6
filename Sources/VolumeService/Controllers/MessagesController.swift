import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/messages`: why operations failed that were accepted before.
package enum MessagesController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "messages", "message", "index", since: 3) { try index($0) },
        VolumeOperation(.GET, "messages/{id}", "message", "show", since: 3) { try show($0) },
        VolumeOperation(.DELETE, "messages/{id}", "message", "delete", since: 3) { try await delete($0) },
    ]

    private static let filters = ["resource_uuid", "resource_type", "event_id", "request_id", "message_level"]

    private static func index(_ call: VolumeCall) throws -> Response {
        try call.authorize(.getMessages)
        let parameters = try ListParameters(call.query, maximumPage: call.settings.maximumPage)
        var conditions = ["project_id = ?"]
        var arguments: [SQLValue] = [.text(call.caller.projectID)]
        for item in call.query.items where filters.contains(item.name) {
            conditions.append("\(item.name) = ?")
            arguments.append(.text(item.value))
        }
        let order = try order(parameters.sort)
        let messages = try call.service.store.read { transaction in
            if let marker = parameters.marker {
                let time = try transaction.first(
                    "SELECT created_at FROM volume_messages WHERE id = ? AND project_id = ?", [.text(marker), .text(call.caller.projectID)]
                ) { $0.int(0) }
                guard let time else { throw VolumeFault.notFound("Message", marker) }
                conditions.append("(created_at, id) < (?, ?)")
                arguments += [.integer(time), .text(marker)]
            }
            return try transaction.rows(
                "SELECT \(MessageTable.columns) FROM volume_messages WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT ? OFFSET ?",
                arguments + [.integer(parameters.limit), .integer(parameters.offset)]
            ) { MessageTable.view($0, linkBase: call.linkBase, bookmarkBase: call.bookmarkBase) }
        }
        var body: JSONObject = ["messages": .array(messages)]
        if !messages.isEmpty, messages.count == parameters.limit, let last = messages.last?["id"]?.stringValue {
            let link = ListParameters.nextLink(call.query, path: call.linkBase + "/messages", last: last)
            body.append("messages_links", [["rel": "next", "href": .string(link)]])
        }
        return Response(json: .object(body))
    }

    private static func order(_ keys: [ListParameters.SortKey]) throws -> String {
        let sortable = filters + ["id", "created_at", "guaranteed_until"]
        for key in keys where !sortable.contains(key.name) { throw VolumeFault.badRequest("Messages cannot be sorted by '\(key.name)'.") }
        let keys = keys.isEmpty ? [.init(name: "created_at", isDescending: true)] : keys
        return (keys.map { $0.name + ($0.isDescending ? " DESC" : " ASC") } + ["id DESC"]).joined(separator: ", ")
    }

    private static func show(_ call: VolumeCall) throws -> Response {
        try call.authorize(.getMessage)
        let (condition, arguments) = place(call)
        let message = try call.service.store.first("SELECT \(MessageTable.columns) FROM volume_messages WHERE \(condition)", arguments) {
            MessageTable.view($0, linkBase: call.linkBase, bookmarkBase: call.bookmarkBase)
        }
        guard let message else { throw VolumeFault.notFound("Message", call.capture("id")) }
        return Response(json: ["message": message])
    }

    private static func delete(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.deleteMessage)
        let (condition, arguments) = place(call)
        let id = call.capture("id")
        try await call.service.store.write { transaction in
            guard try transaction.execute("DELETE FROM volume_messages WHERE \(condition)", arguments) > 0 else {
                throw VolumeFault.notFound("Message", id)
            }
        }
        return .volumeEmpty(.noContent)
    }

    private static func place(_ call: VolumeCall) -> (condition: String, arguments: [SQLValue]) {
        let id = SQLValue.text(call.capture("id"))
        return call.caller.isAdmin ? ("id = ?", [id]) : ("id = ? AND project_id = ?", [id, .text(call.caller.projectID)])
    }
}
