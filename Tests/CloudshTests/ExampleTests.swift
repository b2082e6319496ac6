import CommandLanguage
import Testing

/// Every example of the command table, which help and manual print, run through the binary.
@Suite("Examples", .blackBox)
struct ExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var command: String
        var example: Command.Example
        var testDescription: String { "\(command): \(example.note)" }
    }

    static let cases = CommandTable.standard.groups.flatMap(\.commands).flatMap { command in
        command.examples.map { Case(command: command.name, example: $0) }
    }

    @Test("Every example works as it stands", arguments: cases)
    func example(item: Case) throws {
        let scratch = try Scratch(Scratch.configuration.merging(Scratch.identity) { $1 }.merging(item.example.fixtures) { $1 })
        let result = try scratch.runWithServices(Scratch.identityArguments, input: item.example.script + "\n")
        #expect(result.status == 0, "\(item.example.script)\n\(result)")
        #expect(!result.errors.contains("error: ") || item.example.script.contains("-pipeline"), "\(result)")
    }

    @Test("Examples of one command after the other work in one attached session")
    func attached() throws {
        let instance = try RunningInstance(
            files: Scratch.configuration.merging(Scratch.identity) { $1 }, arguments: Scratch.bothServices + Scratch.identityArguments)
        for item in Self.cases {
            for (name, text) in item.example.fixtures { try instance.scratch.write(name, text) }
            let result = try instance.attach([], input: item.example.script + "\n")
            #expect(result.status == 0, "\(item.testDescription)\n\(result)")
        }
    }

    @Test("The examples of the tool itself work")
    func tool() throws {
        let scratch = try Scratch(Scratch.configuration.merging(["check.csh": "app list\n"]) { $1 })
        #expect(try scratch.run(["-n", "check.csh"]).status == 0)
        #expect(try scratch.runWithServices(["-c", "app list", "-c", "get /v2.0/networks"]).status == 0)
    }

    @Test("help of every command, and of every group, works and promises nothing that is not there")
    func help() throws {
        let names = CommandTable.standard.groups.flatMap { [$0.name] + $0.commands.map(\.name) }
        let result = try Scratch().run([], input: names.map { "help \($0)\n" }.joined() + "help\n")
        #expect(result.status == 0, "\(result)")
        for promise in ["5000", "identity API", "TODO"] { #expect(!result.output.contains(promise), "\(promise)") }
    }
}
