import Postgres
import TestSupport

/// Something that `earshot` does to a database, between an old state and a new one.
struct Scene {
    /// The database in the old state; nobody connects to it.
    private let stage: Office
    private let arguments: [String]
    let old: WarehouseState
    let new: WarehouseState
    /// How long it takes undisturbed.
    let duration: Duration
    /// Bytes that pass meanwhile.
    let traffic: Int

    private init(_ stage: Office, _ arguments: [String]) throws {
        self.stage = stage
        self.arguments = arguments
        let office = try Office(copying: stage)
        old = try office.state()
        let proxy = try office.proxy { _ in nil }
        duration = try Self.done(office.begin(arguments, through: proxy)).duration
        traffic = proxy.byteCount
        new = try office.state()
    }

    /// Loads tickets over half of which another edition was loaded before.
    static func load(tickets: Int) throws -> Scene {
        let stage = try Office()
        try stage.files.write(
            "customer_id,name\n" + (0..<5).map { "c\($0),Customer \($0)\n" }.joined(), to: "customers.csv")
        try stage.writeTickets(tickets / 2, to: "first.csv")
        try stage.writeTickets(tickets, edition: 2, to: "second.csv")
        try done(stage.load("customers", "customers.csv"))
        try done(stage.begin(["load", "tickets", "first.csv", "--as-of", "2026-03-01T00:00:00Z"]))
        return try Scene(stage, ["load", "tickets", "second.csv", "--as-of", "2026-03-09T00:00:00Z"])
    }

    /// Computes a week of `tickets` tickets in three months.
    static func compute(tickets: Int) throws -> Scene {
        let stage = try Office()
        try stage.writeTickets(tickets)
        try done(stage.load("tickets", "tickets.csv"))
        // What the metrics mean is kept by itself, before the first week.
        try done(stage.begin(["compute", "--week", "2026-W09"]))
        return try Scene(stage, ["compute", "--week", "2026-W10"])
    }

    /// Another database in the old state.
    func fresh() throws -> Office { try Office(copying: stage) }

    /// Begins to do it.
    func begin(_ office: Office, through proxy: TCPProxy? = nil, more: [String] = []) throws -> Program {
        try office.begin(arguments + more, through: proxy)
    }

    private struct Failed: Error {
        let outcome: Program.Outcome
    }

    @discardableResult
    private static func done(_ program: Program) throws -> Program.Outcome {
        let outcome = program.wait()
        guard outcome.status == 0 else { throw Failed(outcome: outcome) }
        return outcome
    }
}
