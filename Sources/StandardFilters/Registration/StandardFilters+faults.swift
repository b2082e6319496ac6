import CommandLanguage
import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import PasteDeploy

extension StandardFilters {
    /// The filters that do harm on purpose, to rehearse with. No deployment has them unless an operator puts them in.
    static func registerFaultFilters(in registry: inout FactoryRegistry, _ source: FilterSource) {
        registry.registerFilter(
            key: "delay", summary: "holds requests back, for rehearsals: for a fixed time or one of a distribution",
            options: [
                FactoryOption("seconds", "how long, when no distribution is given", type: .number, defaultValue: "1"),
                FactoryOption("distribution", "uniform (min, max), normal (mean, stddev) or exponential (mean)"),
                FactoryOption("min", "the shortest time, in seconds", type: .number, defaultValue: "0"),
                FactoryOption("max", "the longest time, in seconds", type: .number, defaultValue: "3600"),
                FactoryOption("mean", "the mean of a normal or exponential distribution, in seconds", type: .number),
                FactoryOption("stddev", "the standard deviation of a normal distribution, in seconds", type: .number),
            ] + gateOptions(matchSummary: requestMatch), isFault: true
        ) { arguments in
            let minimum = try number("min", arguments, in: 0...3600) ?? 0
            let maximum = try number("max", arguments, in: 0...3600) ?? 3600
            guard minimum <= maximum else { throw FactoryOptionError(option: "min", message: "`min` is above `max`") }
            return DelayFilter(
                try distribution(arguments, minimum...maximum), within: minimum...maximum, gate: try gate(arguments, judgesAnswer: false))
        }
        registry.registerFilter(
            key: "fail", summary: "answers requests with an error in the format of the service, for rehearsals",
            options: [
                FactoryOption("status", "the status, from 400 to 599", type: .integer, defaultValue: "503"),
                FactoryOption("message", "the message of the error"),
                FactoryOption("body", "the whole body as it is to be sent, in place of the service's format"),
                FactoryOption("retry_after", "the seconds that Retry-After names", type: .integer),
            ] + gateOptions(matchSummary: requestMatch), isFault: true
        ) { FailFilter(try failure($0, source.project), gate: try gate($0, judgesAnswer: false)) }
        registry.registerFilter(
            key: "drop", summary: "closes the client's connection in place of an answer, for rehearsals",
            options: [
                FactoryOption("reset", "whether the connection is reset, not closed", type: .boolean, defaultValue: "false"),
                FactoryOption(
                    "after", "whether the request is carried out, and its answer alone is lost", type: .boolean, defaultValue: "false"),
            ] + gateOptions(matchSummary: requestMatch + "; with after = true it may look at the answer, too"), isFault: true
        ) { arguments in
            let losesAnswer = try arguments.bool("after") ?? false
            return DropFilter(
                isReset: try arguments.bool("reset") ?? false, losesAnswer: losesAnswer,
                gate: try gate(arguments, judgesAnswer: losesAnswer))
        }
        registry.registerFilter(
            key: "slow-body", summary: "sends the bodies of answers slowly, for rehearsals",
            options: [
                FactoryOption("bytes_per_second", "the speed", type: .integer, defaultValue: "1024"),
                FactoryOption("chunk", "the bytes that are sent at once; a tenth of a second's when it is not given", type: .integer),
            ] + gateOptions(matchSummary: requestMatch + "; it may look at the answer, too"), isFault: true
        ) { arguments in
            let speed = try count("bytes_per_second", arguments) ?? 1024
            return SlowBodyFilter(
                bytesPerSecond: speed, chunk: try count("chunk", arguments) ?? max(1, speed / 10),
                gate: try gate(arguments, judgesAnswer: true))
        }
    }

    // MARK: Whom they strike

    private static let requestMatch = "which requests are struck, as an expression: path ~ '^/v2.0/ports' && method == 'POST'"

    private static func gateOptions(matchSummary: String) -> [FactoryOption] {
        [
            FactoryOption("share", "the share of these requests that is struck, from 0 to 1", type: .number, defaultValue: "1"),
            FactoryOption("match", matchSummary),
            FactoryOption("seed", "a number that makes chance repeat itself", type: .integer),
        ]
    }

    private static func gate(_ arguments: FactoryArguments, judgesAnswer: Bool) throws(FactoryOptionError) -> FaultGate {
        FaultGate(
            match: try match(arguments, judgesAnswer: judgesAnswer), share: try number("share", arguments, in: 0...1) ?? 1,
            seed: try arguments.int("seed").map { UInt64(bitPattern: Int64($0)) })
    }

    private static func match(_ arguments: FactoryArguments, judgesAnswer: Bool) throws(FactoryOptionError) -> RequestExpression? {
        guard let text = arguments.string("match") else { return nil }
        let expression: RequestExpression
        do throws(Diagnostic) { expression = try RequestExpression(parsing: text) } catch {
            throw FactoryOptionError(
                option: "match", message: "\(error.message), at character \(error.range.start.column)", advice: error.guidance)
        }
        if !judgesAnswer, let early = expression.fields.first(where: \.belongsToAnswer) {
            throw FactoryOptionError(option: "match", message: "`\(early.name)` is not known before the request is answered")
        }
        return expression
    }

    // MARK: What they do

    private static func distribution(
        _ arguments: FactoryArguments, _ limits: ClosedRange<Double>
    ) throws(FactoryOptionError) -> DelayDistribution {
        func required(_ option: String) throws(FactoryOptionError) -> Double {
            guard let value = try number(option, arguments, in: 0...3600) else {
                throw FactoryOptionError(option: "distribution", message: "this distribution needs `\(option)`")
            }
            return value
        }
        guard let name = arguments.string("distribution") else {
            return .fixed(try number("seconds", arguments, in: 0...3600) ?? min(max(1, limits.lowerBound), limits.upperBound))
        }
        guard arguments.option("seconds") == nil else {
            throw FactoryOptionError(option: "seconds", message: "a fixed time and a distribution exclude each other")
        }
        switch name {
        case "uniform":
            _ = try required("max")
            return .uniform(limits)
        case "normal": return .normal(mean: try required("mean"), deviation: try required("stddev"))
        case "exponential": return .exponential(mean: try required("mean"))
        default:
            throw FactoryOptionError(
                option: "distribution", message: "there is no distribution `\(name)`",
                advice: "The distributions are uniform, normal and exponential.")
        }
    }

    private static func failure(_ arguments: FactoryArguments, _ project: ConfigProject) throws(FactoryOptionError) -> Response {
        let code = try arguments.int("status") ?? 503
        guard (400...599).contains(code) else {
            throw FactoryOptionError(option: "status", message: "`\(code)` is no status of a failure (400 to 599)")
        }
        let status = HTTPResponseStatus(statusCode: code)
        var headers = HTTPHeaders()
        if let seconds = try count("retry_after", arguments, from: 0) { headers.add(name: "Retry-After", value: String(seconds)) }
        if let body = arguments.string("body") {
            let isJSON = (try? JSONValue(parsing: body)) != nil
            var response = Response(status: status, text: body, contentType: isJSON ? "application/json" : "text/plain; charset=UTF-8")
            response.headers.add(contentsOf: headers)
            return response
        }
        let message = arguments.string("message") ?? "The filter '\(arguments.name)' makes this request fail."
        switch project {
        case .cinder: return CinderFault.response(status, message: message, headers: headers)
        case .keystone: return IdentityFault.response(status, message: message, headers: headers)
        case .neutron:
            let fault: JSONObject = ["type": "RehearsedFailure", "message": .string(message), "detail": ""]
            return Response(status: status, json: ["NeutronError": .object(fault)], headers: headers)
        }
    }

    private static func number(
        _ option: String, _ arguments: FactoryArguments, in range: ClosedRange<Double>
    ) throws(FactoryOptionError) -> Double? {
        guard let value = try arguments.number(option) else { return nil }
        guard range.contains(value) else {
            throw FactoryOptionError(
                option: option,
                message: "`\(arguments.string(option) ?? "")` is not from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
        }
        return value
    }

    private static func count(
        _ option: String, _ arguments: FactoryArguments, from minimum: Int = 1
    ) throws(FactoryOptionError) -> Int? {
        guard let value = try arguments.int(option) else { return nil }
        guard value >= minimum else { throw FactoryOptionError(option: option, message: "`\(value)` is below \(minimum)") }
        return value
    }
}
