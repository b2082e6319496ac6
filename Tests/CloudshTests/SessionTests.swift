import Glibc
import Testing

/// What a session begins is its own, and ends with it.
@Suite("Sessions", .blackBox)
struct SessionTests {
    private static let keystone = "auth use keystone --app neutron --confirm 60"
    /// Says `ready` and does not end.
    private static let waiting = "watch -n 60 echo ready"

    private func strategy(_ instance: RunningInstance) throws -> String {
        try instance.attach(["-c", "app show neutron -o value -c strategy"]).output.trimmed
    }

    @Test(
        "A batch that ends with an unconfirmed swap undoes it and exits 6, also when it fails or quits",
        arguments: [[], ["get /nosuch"], ["quit 3"], ["! exit 1"]])
    func unconfirmed(rest: [String]) throws {
        let commands = ([Self.keystone] + rest).flatMap { ["-c", $0] }
        let embedded = try Scratch(Scratch.configuration).runWithServices(commands)
        #expect(embedded.status == 6 && embedded.errors.contains("not confirmed and is undone: neutron"), "\(embedded)")
        let instance = try RunningInstance()
        let attached = try instance.attach(commands)
        #expect(attached.status == 6 && attached.errors.contains("not confirmed and is undone: neutron"), "\(attached)")
        #expect(try strategy(instance) == "noauth")
    }

    @Test("A batch whose swap was undone by the timer exits 6")
    func expired() throws {
        let instance = try RunningInstance()
        let result = try instance.attach(
            [],
            input: """
                auth use keystone --app neutron --confirm 200ms
                wait-until --timeout 30 get /v2.0/networks
                expect 200
                """)
        #expect(result.status == 6 && result.errors.contains("neutron"), "\(result)")
    }

    @Test("A confirmed swap stays, with exit 0")
    func confirmed() throws {
        let embedded = try Scratch(Scratch.configuration).runWithServices(["-c", Self.keystone, "-c", "pipeline confirm"])
        #expect(embedded.status == 0, "\(embedded)")
        let instance = try RunningInstance()
        let attached = try instance.attach(["-c", Self.keystone, "-c", "pipeline confirm"])
        #expect(attached.status == 0 && attached.errors.isEmpty, "\(attached)")
        #expect(try strategy(instance) == "keystone")
    }

    @Test("A signal undoes it, too: exit 6; a batch that is killed is missed", arguments: [SIGINT, SIGTERM, SIGKILL])
    func signals(signal: Int32) throws {
        let commands = [Self.keystone, Self.waiting].flatMap { ["-c", $0] }
        let instance = try RunningInstance()
        let attached = try ChildProcess(
            ["--attach", instance.socket] + commands, input: "", environment: [:], directory: instance.scratch.path)
        #expect(attached.wait(for: "ready"))
        attached.end(signal)
        let result = attached.finish()
        #expect(result.status == (signal == SIGKILL ? 137 : 6), "\(result)")
        let after = try instance.attach(["-c", "wait-until --timeout 20 get /v2.0/networks"])
        #expect(after.status == 0, "\(after)")
        guard signal != SIGKILL else { return }
        let scratch = try Scratch(Scratch.configuration)
        let embedded = try ChildProcess(
            ["--ephemeral"] + Scratch.bothServices + commands, input: "", environment: [:], directory: scratch.path)
        #expect(embedded.wait(for: "ready"))
        embedded.end(signal)
        let ended = embedded.finish()
        #expect(ended.status == 6 && ended.errors.contains("is undone"), "\(ended)")
    }

    @Test("Another session is refused, and told who holds the swap")
    func holder() throws {
        let instance = try RunningInstance()
        let holder = try ChildProcess(
            ["--attach", instance.socket, "-c", Self.keystone, "-c", Self.waiting], input: "", environment: [:],
            directory: nil)
        #expect(holder.wait(for: "ready"))
        let user = try #require(getpwuid(geteuid())?.pointee.pw_name.map { String(cString: $0) })
        for command in ["auth use keystone --app osapi_volume", "pipeline confirm", "transaction begin"] {
            let other = try instance.attach(["-c", command])
            #expect(other.status == 1 && other.errors.contains("\(user) holds"), "\(command): \(other)")
        }
        holder.end(SIGTERM)
        #expect(holder.finish().status == 6)
    }

    @Test("After kill -9 with an unconfirmed swap the next start has the last confirmed revision")
    func crash() throws {
        let instance = try RunningInstance()
        #expect(try instance.attach(["-c", Self.keystone, "-c", "pipeline confirm"]).status == 0)
        let holder = try ChildProcess(
            ["--attach", instance.socket, "-c", "auth use noauth --app neutron --confirm 60", "-c", Self.waiting],
            input: "", environment: [:], directory: nil)
        #expect(holder.wait(for: "ready"))
        #expect(try strategy(instance) == "noauth")
        instance.process.end(SIGKILL)
        _ = instance.process.finish()
        holder.end(SIGKILL)
        _ = holder.finish()
        let again = try RunningInstance(in: instance.scratch)
        #expect(try strategy(again) == "keystone")
    }

    @Test("A batch that ends inside a transaction aborts it and fails; a commit shows all of it")
    func transactions() throws {
        let instance = try RunningInstance()
        let open = try instance.attach(["-c", "transaction begin", "-c", "auth use keystone", "-c", "get /v2.0/networks"])
        #expect(open.status == 1 && open.errors.contains("aborted"), "\(open)")
        #expect(try strategy(instance) == "noauth")
        let embedded = try Scratch(Scratch.configuration).runWithServices(["-c", "transaction begin"])
        #expect(embedded.status == 1 && embedded.errors.contains("aborted"), "\(embedded)")
        let options = try instance.attach(
            [
                "-c", "transaction begin", "-c", "config set DEFAULT.debug true --project neutron", "-c", "transaction commit --confirm 60",
            ])
        #expect(options.status == 6 && options.errors.contains("is undone: options"), "\(options)")
        #expect(try instance.attach(["-c", "config get DEFAULT.debug --project neutron"]).output.trimmed == "false")
        let committed = try instance.attach(
            [],
            input: """
                transaction begin
                auth use keystone --app neutron
                auth use keystone --app osapi_volume
                get /v2.0/networks
                expect 200
                transaction commit
                capture strategies = auth show -o value -c strategy
                assert $strategies == "keystone
                keystone"
                """)
        #expect(committed.status == 0, "\(committed)")
    }

    @Test("A killed batch's transaction keeps nobody out")
    func lostTransaction() throws {
        let instance = try RunningInstance()
        let holder = try ChildProcess(
            ["--attach", instance.socket, "-c", "transaction begin", "-c", Self.waiting], input: "", environment: [:],
            directory: nil)
        #expect(holder.wait(for: "ready"))
        #expect(try instance.attach(["-c", "auth use keystone --app neutron"]).status == 1)
        holder.end(SIGKILL)
        _ = holder.finish()
        let after = try instance.attach(["-c", "wait-until --timeout 20 auth use keystone --app neutron"])
        #expect(after.status == 0, "\(after)")
    }
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
