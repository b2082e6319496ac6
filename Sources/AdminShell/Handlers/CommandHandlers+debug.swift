import CommandLanguage
import ControlPlane
import HTTPApplication
import JSONCodec

extension CommandHandlers {
    static let debugHandlers: [String: Handler] = [
        "debug when": { handlers, invocation in
            let debugger = handlers.plane.debugger
            let text = invocation.values("expression").joined(separator: " ")
            guard !text.isEmpty else {
                return .text((debugger.condition.map { "recording requests where \($0.text)" } ?? "nothing is recorded") + "\n")
            }
            let app = invocation["app"]
            if let app { _ = try await handlers.plane.appInformation(app) }
            do throws(Diagnostic) {
                let condition = DebugCondition(
                    try RequestExpression(parsing: text), app: app, count: invocation.integer("count"), by: handlers.user)
                let replaced = debugger.arm(condition)
                let ended = replaced.map { "no longer where \($0.text)\n" } ?? ""
                return .text("recording requests where \(condition.text)\n" + ended)
            } catch {
                throw CommandFailure(
                    "character \(error.range.start.column) of the expression: \(error.message)", advice: error.guidance, status: 2)
            }
        },
        "debug off": { handlers, _ in
            let ended = handlers.plane.debugger.disarm()
            return .text((ended.map { "no longer recording requests where \($0.expression.text)" } ?? "nothing was recorded") + "\n")
        },
        "debug list": { handlers, invocation in
            invocation.table(handlers.plane.debugger.records(last: invocation.integer("lines") ?? 20).map(\.object))
        },
        "debug show": { handlers, invocation in
            let records = handlers.plane.debugger.records(last: .max)
            guard let number = invocation.integer("number") ?? records.last?.number else {
                throw CommandFailure("nothing has been recorded", advice: "debug when EXPR records requests")
            }
            guard let record = records.first(where: { $0.number == number }) else {
                throw CommandFailure("there is no record \(number)", advice: "debug list shows those that are kept")
            }
            return invocation.table(record.stages.map(\.object))
        },
        "debug tail": { handlers, invocation in
            .text(handlers.plane.debugger.records(last: invocation.integer("lines") ?? 20).map { $0.text + "\n" }.joined())
        },
    ]
}

extension DebugRecord {
    fileprivate var object: JSONObject {
        [
            "number": .integer(number), "time": .string(time.fractional), "app": .string(app), "method": .string(method),
            "target": .string(target), "status": .integer(status), "elapsed_us": .integer(elapsed.microseconds),
            "answered_by": JSONValue(answeredBy), "revision": .string(revision), "generation": .integer(Int(generation)),
            "remote": .string(remoteAddress), "user": JSONValue(userID), "project": JSONValue(projectID),
            "request_id": JSONValue(requestID),
        ]
    }
}

extension RequestTrace.Stage {
    fileprivate var object: JSONObject {
        [
            "name": .string(name), "elapsed_us": .integer(elapsed.microseconds), "headers_added": JSONValue(headersAdded),
            "headers_removed": JSONValue(headersRemoved), "request_headers_added": JSONValue(requestHeadersAdded),
            "request_headers_removed": JSONValue(requestHeadersRemoved), "answered": .bool(answered), "error": JSONValue(error),
        ]
    }
}
