import Glibc
import Testing
import WireClient

/// Swaps that wait for their confirmation, as the people at terminals see them.
@Suite("Swaps in the interactive shell", .serialized, .blackBox)
struct InteractiveSwapTests {
    typealias Shell = InteractiveTests.Shell
    typealias Kind = InteractiveTests.Kind

    @Test("The prompt counts down, and every shell hears that the time is over above what is being typed", arguments: Kind.allCases)
    func rollback(kind: Kind) throws {
        let shell = try Shell(kind)
        let other = try PseudoTerminal(["--attach", shell.socket, "--state-dir", "other"], directory: shell.scratch.path)
        try other.wait(for: "> ")
        shell.terminal.type("auth use keystone --app neutron --confirm 2\r")
        try shell.terminal.wait(for: "s> ", after: "?")
        shell.terminal.type("echo ha")
        try shell.terminal.wait(for: "echo ha")
        try other.wait(for: "?")
        other.type("echo fu")
        try shell.terminal.wait(for: "> echo ha", after: "rolled back")
        try other.wait(for: "> echo fu", after: "rolled back")
        #expect(!(try shell.terminal.run("lf; app show neutron -o value -c strategy")).contains("?"))
        #expect(try shell.terminal.run("app show neutron -o value -c strategy").contains("\nnoauth\n"))
        #expect(try other.run("ll").contains("\nfull\n"))
        #expect(try shell.quit() == 0)
    }

    @Test("Who leaves with an unconfirmed swap or inside a transaction is warned once", arguments: Kind.allCases)
    func leaving(kind: Kind) throws {
        let shell = try Shell(kind)
        shell.terminal.type("transaction begin\r")
        try shell.terminal.wait(for: "(tx)> ")
        shell.terminal.type("quit\r")
        try shell.terminal.wait(for: "(tx)> ", after: "leaving aborts it")
        try shell.terminal.run("transaction abort")
        shell.terminal.type("auth use keystone --app neutron --confirm 60\r")
        try shell.terminal.wait(for: "s> ", after: "?")
        shell.terminal.type("\u{4}")
        try shell.terminal.wait(for: "s> ", after: "is not confirmed")
        #expect(try shell.quit() == 0)
        guard let instance = shell.instance else { return }
        // The time to confirm goes on without the shell.
        let state = try instance.attach(["-c", "get /v2.0/networks", "-c", "pipeline undo --force"])
        #expect(state.status == 4, "\(state)")
        #expect(try instance.attach(["-c", "pipeline undo --force", "-c", "get /v2.0/networks"]).status == 0)
    }

    @Test("The prompt shows a fault filter that requests go through, and that what runs is not saved", arguments: Kind.allCases)
    func fault(kind: Kind) throws {
        let shell = try Shell(kind)
        shell.terminal.type("pipeline insert neutron delay seconds=0.01 --use\r")
        try shell.terminal.wait(for: "* !delay> ")
        shell.terminal.type("pipeline undo\r")
        try shell.terminal.wait(for: ":r1> ")
        #expect(try shell.quit() == 0)
    }

    @Test("The end of a drain that lasted is told of", arguments: Kind.allCases)
    func drain(kind: Kind) async throws {
        let shell = try Shell(kind)
        let show = { (column: String) in
            try Binary.run(["--attach", shell.socket, "-c", "app show neutron -o value -c \(column)"]).output.filter { !$0.isWhitespace }
        }
        let port = try #require(try show("listen").split(separator: ":").last.flatMap { Int($0) })
        let client = try WireClient(port: port)
        let body = #"{"network": {"name": "slow"}}"#
        try await client.send("POST /v2.0/networks HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
        while try show("in_flight") == "0" {}
        try shell.terminal.run("auth use keystone --app neutron")
        // Only a drain that takes a while is news.
        shell.terminal.type("! sleep 0.2; echo sl''ept\r")
        try shell.terminal.wait(for: "slept")
        shell.terminal.type("echo ha")
        try shell.terminal.wait(for: "echo ha")
        try await client.send(body)
        try shell.terminal.wait(for: "echo ha", after: "has drained")
        #expect(try await client.answer().status == 201)
        #expect(try shell.terminal.run("lf").contains("\nhalf\n"))
        #expect(try shell.quit() == 0)
    }

    @Test("The end of a transaction and a stopped worker are told of", arguments: Kind.allCases)
    func notices(kind: Kind) throws {
        let shell = try Shell(kind)
        let run = { (commands: [String]) in
            try Binary.run(["--attach", shell.socket] + commands.flatMap { ["-c", $0] }, directory: shell.scratch.path)
        }
        #expect(try run(["transaction begin", "transaction abort"]).status == 0)
        try shell.terminal.wait(for: "> ", after: "aborted a transaction")
        #expect(try run(["worker stop cinder-scheduler"]).status == 0)
        try shell.terminal.wait(for: "> ", after: "is stopped")
        #expect(try shell.quit() == 0)
    }
}
