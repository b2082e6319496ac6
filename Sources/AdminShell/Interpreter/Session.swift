import CommandLanguage
import JSONCodec

/// What a session remembers between commands.
struct Session: ScriptEnvironment {
    var variables: [String: JSONValue] = [:]
    var lastResponse: ResponseValue?
    var lastStatus: Int32 = 0
    var lastError = ""
    var showsTiming = false
    var output = OutputOptions()
    /// Whom requests are made as: what `--as` and `--project` would say.
    var login: [String] = []

    func value(ofVariable name: String) -> JSONValue? {
        switch name {
        case "?": .integer(Int(lastStatus))
        case "error": .string(lastError)
        default: variables[name]
        }
    }

    /// The variables as programs find them in their environment.
    var exported: [String: String] { variables.mapValues { $0.plainText } }

    var variableNames: [String] { variables.keys.sorted() }
}
