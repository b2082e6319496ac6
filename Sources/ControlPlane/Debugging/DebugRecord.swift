package import HTTPApplication

/// What is kept of one live request: what each filter did to it. No body and no header's value is among it.
package struct DebugRecord: Sendable {
    /// Counts all records since the start.
    package internal(set) var number = 0
    package let time: Timestamp
    package let app: String
    package let revision: String
    package let generation: UInt64
    package let method: String
    /// Path and query, secrets masked, safe for a terminal.
    package let target: String
    package let remoteAddress: String
    package let userID: String?
    package let projectID: String?
    package let requestID: String?
    package let status: Int
    package let elapsed: Duration
    package let stages: [RequestTrace.Stage]

    /// The filter, or the application, that made the answer.
    package var answeredBy: String? { stages.last { $0.answered }?.name }

    /// `POST /v2.0/ports 503 in 12.345 ms, neutron r3, answered by authtoken`
    package var summary: String {
        "\(method) \(target) \(status) in \(Self.milliseconds(elapsed)), \(app) \(revision)"
            + (answeredBy.map { ", answered by \($0)" } ?? "")
    }

    /// The summary and a line for each stage.
    package var text: String {
        let width = stages.map(\.name.count).max() ?? 0
        let lines = stages.map { stage in
            let name = stage.name + String(repeating: " ", count: width - stage.name.count)
            var parts = ["    " + name, Self.milliseconds(stage.elapsed)]
            if stage.answered { parts.append("answered") }
            if let error = stage.error { parts.append("failed: \(Self.visible(error))") }
            parts += stage.requestHeadersAdded.map { "request+" + $0 } + stage.requestHeadersRemoved.map { "request-" + $0 }
            parts += stage.headersAdded.map { "+" + $0 } + stage.headersRemoved.map { "-" + $0 }
            return parts.joined(separator: " ")
        }
        return (["#\(number) \(time.fractional) \(summary)" + (requestID.map { ", \($0)" } ?? "")] + lines).joined(separator: "\n")
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let microseconds = Int(duration / .microseconds(1))
        let fraction = String(microseconds % 1000)
        return "\(microseconds / 1000).\(String(repeating: "0", count: max(0, 3 - fraction.count)))\(fraction) ms"
    }

    /// What a client sent must not move the cursor of the terminal that shows it.
    static func visible(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }

    /// Longer targets are cut: 200 of the longest that the listener takes would be many megabytes.
    private static let targetLimit = 2000

    /// The target with the values of arguments that are secret by their name taken out.
    static func masked(_ target: String) -> String {
        let text = visible(target.utf8.count <= targetLimit ? target : String(target.unicodeScalars.prefix(targetLimit)) + "…")
        guard let mark = text.firstIndex(of: "?") else { return text }
        let arguments = text[text.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false).map { argument in
            guard let equals = argument.firstIndex(of: "=") else { return String(argument) }
            let name = PercentEncoding.decode(argument[..<equals], plusIsBlank: true).lowercased()
            let isSecret = ["password", "secret", "token", "signature", "credential"].contains { name.contains($0) }
            return isSecret ? String(argument[...equals]) + "*****" : String(argument)
        }
        return String(text[...mark]) + arguments.joined(separator: "&")
    }
}
