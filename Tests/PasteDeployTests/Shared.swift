import Foundation
import PasteDeploy

/// The reference data beside the checkout.
enum Shared {
    static let reference = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/reference")

    /// project -> release -> section -> option -> value
    typealias History = [String: [String: [String: [String: String]]]]

    static func history() throws -> History {
        try JSONDecoder().decode(History.self, from: Data(contentsOf: reference.appending(path: "paste-history.json")))
    }

    static func deployment(_ name: String) throws -> String {
        try String(contentsOf: reference.appending(path: "deployments/\(name)"), encoding: .utf8)
    }

    /// The sections as a file, written in one of several ways that mean the same.
    static func ini(_ sections: [String: [String: String]], style: Int) -> String {
        var text = "# written by a test\n"
        for (name, options) in sections.sorted(by: { $0.key < $1.key }) {
            text += style % 2 == 0 ? "\n[\(name)]\n" : "; \(name)\n[\(name)]\n"
            for (key, value) in options.sorted(by: { $0.key < $1.key }) {
                if style == 2, value.contains(" ") {
                    text += "\(key) =\n" + value.split(separator: " ").map { "    \($0)\n" }.joined()
                } else {
                    text += style == 1 ? "\(key): \(value)\n" : "\(key) = \(value)\n"
                }
            }
        }
        return text
    }
}
