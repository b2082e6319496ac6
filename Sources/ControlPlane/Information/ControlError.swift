/// Why a command to the control plane failed, said for the operator who gave it.
package struct ControlError: Error, Sendable, CustomStringConvertible {
    /// How the tool exits when nothing handles the error.
    package enum Kind: Int32, Sendable {
        case failed = 1
        case usage = 2
        case cannotStart = 3
        case rolledBack = 6
        case timedOut = 7
    }

    package var kind: Kind
    package var message: String
    /// What to do about it, when that is known.
    package var advice: String?

    package init(_ message: String, kind: Kind = .failed, advice: String? = nil) {
        self.message = message
        self.kind = kind
        self.advice = advice
    }

    package var description: String { advice.map { "\(message)\n\($0)" } ?? message }

    /// `name` is none of `known`: names the nearest ones.
    static func unknown(_ what: String, _ name: String, known: [String]) -> ControlError {
        let list = known.isEmpty ? "there is none" : "known: " + known.joined(separator: ", ")
        return ControlError("no \(what) '\(name)'", advice: list)
    }
}
