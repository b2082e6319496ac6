import Glibc
import Testing

@Suite("A switch that is killed", .blackBox)
struct SwapCrashTests {
    /// Ends an instance while a switch stands at a step, and says what runs after the next start.
    private func restarted(at step: Int, _ command: String) throws -> (before: String, after: String, history: String) {
        let instance = try RunningInstance(environment: ["CLOUDSH_TEST_STOP_AT_SWAP_STEP": String(step)])
        let before = try instance.attach(["-c", "app show neutron -o value -c revision -c strategy"]).output
        let client = try ChildProcess(
            ["--attach", instance.socket, "-c", command], input: "", environment: [:], directory: instance.scratch.path)
        let deadline = Clock.now + 30_000
        while !isStopped(instance.process.pid) {
            try #require(Clock.now < deadline && instance.process.isRunning, "it did not stop at step \(step)")
            poll(nil, 0, 2)
        }
        instance.process.end(SIGKILL)
        _ = instance.process.finish()
        _ = client.finish()
        let next = try RunningInstance(in: instance.scratch)
        defer { next.stop() }
        let after = try next.attach(["-c", "app show neutron -o value -c revision -c strategy"]).output
        let status = after.contains("keystone") ? 401 : 200
        #expect(try next.attach([], input: "get /v2.0/networks\nexpect \(status)\n").status == 0)
        let history = try next.attach(["-c", "pipeline history neutron -o value -c strategy -c confirmed"]).output
        // It goes on as if nothing had happened.
        let swap = try next.attach([], input: "auth use keystone --app neutron\nget /v2.0/networks\nexpect 401\n")
        #expect(swap.status == 0, "\(swap)")
        return (before, after, history)
    }

    private func isStopped(_ pid: pid_t) -> Bool {
        guard let status = Scratch.text(of: "/proc/\(pid)/stat"), let name = status.lastIndex(of: ")") else { return false }
        return status[name...].dropFirst(2).first == "T"
    }

    @Test("before it was confirmed leaves the last confirmed revision, whatever its step", arguments: 1...8)
    func unconfirmed(step: Int) throws {
        let (before, after, history) = try restarted(at: step, "auth use keystone --app neutron --confirm 600")
        #expect(before == after)
        #expect(history == (step < 4 ? "" : "keystone false\n") + "noauth true\n")
    }

    @Test("is there from the step on at which it became final", arguments: [4, 7, 8])
    func final(step: Int) throws {
        let (before, after, history) = try restarted(at: step, "auth use keystone --app neutron")
        #expect((before == after) == (step < 8))
        #expect(history == "keystone \(step == 8)\nnoauth true\n")
    }
}
