import Postgres

/// What a load with `--replace` undoes in its own transaction.
struct Replacement {
    /// The earlier loads of the file.
    let loads: [Int]
    private let undo: Undo
    private let load: Load

    init(of loads: [Int], by load: Load) {
        self.loads = loads
        self.load = load
        undo = Undo(connection: load.connection, script: load.kindScript)
    }

    /// Takes the records of the earlier loads out of the tables, before those of the file are merged.
    func removeRecords() throws {
        guard !loads.isEmpty else { return }
        _ = try undo.removeRecords(ofLoads: loads)
        try load.kindScript.follow(on: load.connection, derives: false)
        if load.kindScript.hasRecords { try load.connection.execute("drop table incoming") }
    }

    /// Notes in the ledger that the load `number` has replaced them.
    func record(as number: Int) throws {
        guard !loads.isEmpty else { return }
        try undo.record(replacement: number, now: load.now)
    }

    /// Published weeks that the load `number` has marked to be computed again, oldest first, as their Mondays.
    func restated(by number: Int) throws -> [String] { try undo.restated(by: number) }
}
