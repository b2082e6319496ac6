import JSONCodec
import Testing

@testable import AdminShell

@Suite("The prompt")
struct PromptTests {
    @Test(
        "shows all that is not as it should stay, the same from near and afar",
        arguments: [
            (PromptState(app: "neutron", revision: "r1"), "cloudsh neutron:r1> "),
            (changed { $0.isUnsaved = true }, "cloudsh neutron:r2*> "),
            (changed { $0.secondsToConfirm = 42 }, "cloudsh neutron:r2?42s> "),
            (changed { $0.isInTransaction = true }, "cloudsh neutron:r2(tx)> "),
            (changed { $0.faults = ["delay", "drop"] }, "cloudsh neutron:r2 !delay !drop> "),
            (changed { $0.down = ["neutron", "osapi_volume"] }, "cloudsh neutron:r2 !neutron,osapi_volume> "),
        ])
    func states(state: PromptState, text: String) {
        #expect(Prompt.text(state, usesColor: false) == text)
        #expect(Prompt.text(PromptState(jsonValue: state.jsonValue), usesColor: false) == text)
    }

    @Test("is red where something is broken on purpose or down")
    func colors() {
        let text = Prompt.text(
            Self.changed {
                $0.faults = ["delay"]
                $0.down = ["neutron"]
            }, usesColor: true)
        #expect(text.contains("\u{1B}[31m!delay\u{1B}[0m") && text.contains("\u{1B}[31m!neutron\u{1B}[0m"))
    }

    @Test("warns before an unconfirmed swap or a transaction is left behind, and of another's swap only where services end")
    func departures() throws {
        #expect(Departure.loss(PromptState(), endsServices: true) == nil)
        let others = Self.changed { $0.secondsToConfirm = 9 }
        #expect(Departure.loss(others, endsServices: false) == nil)
        #expect(try #require(Departure.loss(others, endsServices: true)).warning.contains("last confirmed"))
        let own = Self.changed {
            $0.secondsToConfirm = 9
            $0.holdsSwap = true
        }
        #expect(try #require(Departure.loss(own, endsServices: false)).warning.contains("in 9 s"))
        #expect(Departure.loss(Self.changed { $0.isInTransaction = true }, endsServices: false) != nil)
    }

    @Test(
        "A batch that leaves a swap exits 6 whatever else has happened; one that leaves a transaction fails",
        arguments: [
            (["neutron"], false, Int32(0), Int32(6)), (["neutron"], false, 130, 6), (["neutron"], true, 1, 6), ([], true, 0, 1),
            ([], true, 4, 4),
            ([], false, 0, 0), ([], false, 143, 143),
        ])
    func ends(undone: [String], aborted: Bool, status: Int32, expected: Int32) {
        var end = SessionEnd()
        end.undone = undone
        end.abortedTransaction = aborted
        #expect(end.exitStatus(after: status) == expected)
        #expect(SessionEnd(jsonValue: end.jsonValue) == end)
        #expect(end.complaints.isEmpty == (undone.isEmpty && !aborted))
    }

    private static func changed(_ change: (inout PromptState) -> Void) -> PromptState {
        var state = PromptState(app: "neutron", revision: "r2")
        change(&state)
        return state
    }
}
