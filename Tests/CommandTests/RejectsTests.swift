import Foundation
import Postgres
import Testing

/// `earshot rejects`, as a person uses it.
struct RejectsTests {
    private let office: Office

    init() throws {
        office = try Office()
        try office.files.write(mapping(""), to: "desk.yaml")
        let good = (1...1_200).map { "T\($0),2026-03-02T09:00:00Z,open\n" }.joined()
        let bad = (1...12).map { "B\($0),2026-03-02T09:00:00Z,zebrafinch\n" }.joined()
        try office.files.write("Number,Opened,State\n" + good + bad, to: "desk.csv")
        #expect(try office.load("tickets", "desk.csv", more: ["--mapping", "./desk.yaml"]).wait().status == 0)
    }

    private func mapping(_ values: String) -> String {
        """
        name: desk
        kind: tickets
        fields:
          ticket_id: Number
          created_at: Opened
          status: {column: State, values: {\(values)}}
        """
    }

    @Test func areListedShownAndLoadedAgain() throws {
        let listed = try office.earshot("rejects", "list")
        #expect(listed.lines.count == 1)
        #expect(listed.output.contains("desk.csv: 12 rejected (12 unknown_word)"))
        let shown = try office.earshot("rejects", "show", "1")
        #expect(shown.lines.count == 12)
        #expect(shown.lines.first?.hasPrefix("line 1202: State: unknown_word: ") == true)
        #expect(!shown.output.contains("zebrafinch"))
        #expect(
            try office.earshot("rejects", "show", "1", "--records").output.contains(
                "B1,2026-03-02T09:00:00Z,zebrafinch"))
        #expect(try office.earshot("rejects", "show", "1", "--json").lines.count == 12)
        #expect(try office.earshot("status").output.contains("12 rejected records wait"))

        let unnamed = try office.earshot("rejects", "replay", "1")
        #expect(unnamed.status == 78)
        #expect(unnamed.errors.contains("rejects replay 1 --mapping FILE"))
        #expect(try office.earshot("rejects", "replay", "1", "--mapping", "./desk.yaml").status == 65)

        try office.files.write(mapping("zebrafinch: solved"), to: "desk.yaml")
        let replayed = try office.earshot("rejects", "replay", "--mapping", "./desk.yaml", "--verbose")
        #expect(replayed.status == 0)
        #expect(replayed.output.contains("rejected by load 1"))
        #expect(replayed.output.contains("12 read, 12 loaded"))
        #expect(try office.earshot("rejects", "list").output.isEmpty)
        #expect(try office.count(Identifier("core", "ticket")) == 1_212)
        // Again there is nothing to do.
        #expect(try office.earshot("rejects", "replay", "--mapping", "./desk.yaml").status == 0)
        #expect(try office.earshot("rejects", "replay", "1", "--mapping", "./desk.yaml").status == 65)
    }

    /// Killed at any moment, a replay has happened or it has not.
    @Test func aReplayThatIsKilledLeavesTheOldStateOrTheNewOne() throws {
        try office.files.write(mapping("zebrafinch: solved"), to: "desk.yaml")
        let old = try office.state()
        let stage = try Office(copying: office)
        let command = ["rejects", "replay", "1", "--mapping", "./desk.yaml"]
        let done = try stage.begin(command).wait()
        #expect(done.status == 0)
        let new = try stage.state()
        var dice = Dice(seed: 5)
        for _ in 1...4 {
            let copy = try Office(copying: office)
            let program = try copy.begin(command)
            usleep(UInt32.random(in: 0...UInt32(done.duration / .microseconds(1)), using: &dice))
            program.signal(SIGKILL)
            _ = program.wait()
            try copy.untilUnlocked()
            let state = try copy.state()
            #expect(state.exact == old.exact || state.content == new.content)
            #expect([0, 65].contains(try copy.begin(command).wait().status))
            #expect(try copy.state().content == new.content)
        }
    }
}
