import JSONCodec

extension ValueKind {
    /// HTTP methods that a request may use.
    package static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]

    /// The words that are valid or likely, where they are known without asking anybody.
    package var words: [String] {
        switch self {
        case .choice(let words), .state(let words): words
        case .method: ValueKind.methods
        case .requestExpression: RequestField.named.map(\.name)
        default: []
        }
    }

    /// What is wrong with `text` as such a value; `nil` when nothing is. Whether a named thing exists is not for this to say.
    func problem(with text: String) -> String? {
        switch self {
        case .integer(let range):
            guard let value = Int(text) else { return "'\(text)' is not a whole number" }
            guard range.contains(value) else { return "\(value) is not \(ValueKind.description(of: range))" }
            return nil
        case .seconds:
            return ValueKind.seconds(parsing: text) == nil
                ? "'\(text)' is not a duration: write seconds, or a number with ms, s, m or h" : nil
        case .choice(let words):
            return words.contains(text) ? nil : "'\(text)' is not one of \(words.joined(separator: ", "))"
        case .state(let words):
            return words.isEmpty || words.contains(text) ? nil : "'\(text)' is not one of \(words.joined(separator: ", "))"
        case .method:
            let isToken = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.isNamePart || $0 == "-" }
            return isToken ? nil : "'\(text)' is not an HTTP method"
        case .path:
            return text.hasPrefix("/") ? nil : "'\(text)' is not a path: it begins with '/'"
        case .header:
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
                return "'\(text)' is not a header: write 'Name: value'"
            }
            let valid = text[..<colon].unicodeScalars.allSatisfy { $0.isNamePart || "!#$%&'*+-.^`|~".unicodeScalars.contains($0) }
            return valid ? nil : "'\(text[..<colon])' is not a header's name"
        case .jsonBody: return BodyArgument.problem(with: text)
        case .assignment:
            return BodyArgument.isAssignment(text)
                ? BodyArgument.problem(with: text) : "'\(text)' is not an assignment: write KEY=VALUE or KEY:=JSON"
        case .variable: return text.isVariableName ? nil : "'\(text)' is not a variable's name"
        case .regularExpression:
            do throws(RegularExpression.Invalid) {
                _ = try RegularExpression(text)
                return nil
            } catch {
                return "invalid regular expression: \(error)"
            }
        case .requestExpression:
            do throws(Diagnostic) {
                _ = try RequestExpression(parsing: text)
                return nil
            } catch {
                return error.message
            }
        case .hostAndPort:
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65535).contains(port) else {
                return "'\(text)' is not HOST:PORT"
            }
            return nil
        case .file, .directory, .deploymentFile, .app, .revision, .label, .filter, .strategy, .extension, .resource, .worker, .service,
            .project,
            .topic, .rpcMethod,
            .column,
            .optionName, .optionGroup, .user, .policyRule:
            return text.isEmpty ? "an empty word is not valid here" : nil
        case .string, .command, .commandLine: return nil
        }
    }

    private static func description(of range: ClosedRange<Int>) -> String {
        if range.upperBound == .max { return "\(range.lowerBound) or more" }
        return "between \(range.lowerBound) and \(range.upperBound)"
    }

    /// The seconds in `30`, `1.5`, `250ms`, `30s`, `2m`, `1h`; `nil` for anything else, and for what is negative or longer than a year.
    package static func seconds(parsing text: String) -> Double? {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
        let unit = units.first { text.hasSuffix($0.0) }
        let number = unit.map { text.dropLast($0.0.count) } ?? text[...]
        guard let first = number.unicodeScalars.first, first.isDigit || first == ".", let value = Double(number), value.isFinite else {
            return nil
        }
        let seconds = value * (unit?.1 ?? 1)
        return seconds >= 0 && seconds <= 366 * 86_400 ? seconds : nil
    }
}
