import CommandLanguage
import HTTPApplication
import NIOHTTP1
import RequestMatching

/// One request that may come to be recorded: followed from its head to its answer, then judged.
struct DebugObservation {
    /// Which arming it belongs to.
    let arming: Int
    let condition: DebugCondition
    private let arrival: RequestArrival
    private let trace: RequestTrace

    /// - Returns: `nil` when what is known of the request already says no.
    init?(_ condition: DebugCondition, arming: Int, request: Request) {
        guard condition.app == nil || condition.app == request.context.appName,
            condition.expression.judge(ArrivingRequest(request)) != .fails
        else { return nil }
        self.condition = condition
        self.arming = arming
        arrival = RequestArrival(request)
        trace = request.trace ?? RequestTrace()
        request.trace = trace
    }

    /// - Returns: `nil` when the answered request is none of those that are wanted.
    func record(_ request: Request, _ response: Response, revision: String) -> DebugRecord? {
        let elapsed = arrival.elapsed
        let facts = AnsweredRequest(request, since: arrival, answered: response, elapsed: elapsed)
        guard condition.expression.judge(facts) == .holds else { return nil }
        return DebugRecord(
            time: .now(), app: request.context.appName, revision: revision, generation: request.context.generation,
            method: request.method.rawValue, target: DebugRecord.masked(request.target), remoteAddress: request.remoteAddress,
            userID: request.context.userID, projectID: request.context.projectID, requestID: request.context.requestID,
            status: Int(response.status.code),
            elapsed: elapsed, stages: trace.stages)
    }
}
