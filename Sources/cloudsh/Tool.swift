import AdminShell
import CommandLanguage
import ControlPlane
import Glibc
import LineEditing

/// The command line of the tool: what is to be done, and by whom.
enum Tool {
    static let version = "0.1.0"

    /// - Returns: the exit status.
    static func run(_ arguments: [String]) -> Int32 {
        switch arguments.first {
        case "__complete": return ToolCompletion.run(Array(arguments.dropFirst().drop { $0 == "--" }))
        case "__generate": return GeneratedFiles.write(to: arguments.dropFirst().first ?? ".")
        default: break
        }
        let match = Command.tool.match(arguments.map { Argument($0) })
        guard let invocation = match.invocation else {
            for diagnostic in match.diagnostics {
                fail(diagnostic.message)
                if let guidance = diagnostic.guidance, !guidance.hasPrefix("'help ") { printError("  " + guidance) }
            }
            printError("Try 'cloudsh --help'.")
            return 2
        }
        if invocation.has("help") {
            print(Command.tool.helpText(width: 80), terminator: "")
            return 0
        }
        if invocation.has("version") {
            print("cloudsh \(version)")
            return 0
        }
        let work: ToolWork
        do { work = try ToolWork(invocation) } catch {
            fail("\(error)")
            return 2
        }
        return work.run()
    }

    /// Says why the tool cannot do what it was told; what carries a place in a file keeps it in front.
    static func fail(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.contains(where: isPlaced) else { return printError("cloudsh: error: \(message)") }
        printError(lines.map { isPlaced($0) ? "cloudsh: \($0)" : $0 }.joined(separator: "\n"))
    }

    /// Whether the line says `FILE:LINE:COLUMN: error: ...`, as errors about files do.
    private static func isPlaced(_ line: String) -> Bool {
        let head = line.prefix(upTo: line.firstRange(of: ": error: ")?.lowerBound ?? line.startIndex)
        let parts = head.split(separator: ":")
        return parts.count >= 3 && parts.suffix(2).allSatisfy { Int($0) != nil }
    }

    static func printError(_ text: String) { StandardOutput(usesColor: false).writeError(text.hasSuffix("\n") ? text : text + "\n") }
}
