import CommandLanguage
import ControlPlane
import JSONCodec

/// Carries out the commands of the table on the control plane of this process.
struct CommandHandlers: Sendable {
    let plane: ControlPlane
    /// Who gives the commands: `user@host`.
    let user: String
    /// The session in which they are given: one shell, or one batch.
    let session: String

    var caller: SwapCaller { SwapCaller(user: user, session: session) }

    typealias Handler = @Sendable (CommandHandlers, Invocation) async throws -> CommandValue

    /// One entry for each command that is no business of the session itself.
    static let handlers: [String: Handler] = [
        appHandlers, pipelineHandlers, editingHandlers, transactionHandlers, inspectionHandlers, requestHandlers, identityHandlers,
        tokenHandlers, workerHandlers, configHandlers, debugHandlers, policyHandlers,
    ]
    .reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// - Throws: ``CommandFailure``.
    func perform(_ invocation: Invocation) async throws -> CommandValue {
        guard let handler = Self.handlers[invocation.name] else {
            throw CommandFailure("'\(invocation.name)' works only in a shell of its own", status: 2)
        }
        do {
            return try await handler(self, invocation)
        } catch let error as ControlError {
            throw CommandFailure(error.message, advice: error.advice, status: error.kind.rawValue)
        }
    }
}

extension Invocation {
    /// A table with the command's own columns.
    func table(_ objects: [JSONObject]) -> CommandValue { .table(TableValue(fields: command.fields, objects: objects)) }

    /// A record with the command's own fields first.
    func record(_ object: JSONObject) -> CommandValue { .record(RecordValue(fields: command.fields, object: object)) }

    /// The value of a parameter that the table says is required.
    func required(_ parameter: String) throws -> String {
        guard let value = self[parameter] else { throw CommandFailure("\(name): \(parameter) is missing", status: 2) }
        return value
    }
}

extension JSONValue {
    init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
}
