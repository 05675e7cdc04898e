import Postgres

/// Takes loads out of the tables, inside the transaction of a load that replaces them or of ``Unload``.
///
/// `load_context` and `version_load` have to be there. What only these loads brought goes. Where they had overwritten values
/// of other loads, the record goes, and these loads' files are to be loaded again: what is missing is better than what is
/// wrong.
struct Undo {
    let connection: Connection
    /// The script of the loads' kind.
    let script: LoadScript

    /// How many records an undo took out of the tables.
    struct Removal {
        /// Records that only the undone loads held.
        var gone = 0
        /// Records that other loads hold too, whose values were overwritten.
        var lost = 0
    }

    /// Takes out the records of the loads `numbers`, and of the replays of their rejected records.
    ///
    /// Histories of people, segments and annual values are left to be derived again.
    func removeRecords(ofLoads numbers: [Int]) throws -> Removal {
        try connection.execute("create temporary table undone_load (load_id bigint primary key) on commit drop")
        try connection.execute(
            """
            insert into undone_load (load_id)
            with recursive undone as (
                select load_id from ops.load where load_id = any(\(numbers))
                union
                select load.load_id
                from ops.load as load
                join undone on load.replay_of = undone.load_id
                where load.status = 'loaded' and load.undone_at is null
            )
            select load_id from undone
            """)
        try LoadScript(named: "undo_statements").run(on: connection)
        guard script.hasRecords else { return Removal() }
        try script.shared("undo").run(on: connection)
        let row = try connection.rows(
            """
            select count(*) filter (where fate = 'gone') as gone, count(*) filter (where fate = 'lost') as lost
            from undone_record
            """
        ).first
        return Removal(gone: try row?["gone"] ?? 0, lost: try row?["lost"] ?? 0)
    }

    /// Notes in the ledger that the loads are undone, and what is to be loaded again.
    ///
    /// - Parameters:
    ///   - replacement: The load that replaces them; nil: none does.
    ///   - now: The instant noted.
    func record(replacement: Int?, now: Timestamp) throws {
        try connection.execute(
            """
            update ops.load as load
            set undone_at = \(now), undone_by = \(replacement), missing = null
            from undone_load
            where load.load_id = undone_load.load_id
            """)
        if script.hasRecords { try script.shared("missing").run(on: connection) }
    }

    /// Published weeks that the load `number` has marked to be computed again, oldest first, as their Mondays.
    func restated(by number: Int) throws -> [String] {
        try connection.rows(
            """
            select distinct dirty.week_start::text as week_start
            from ops.dirty_week as dirty
            join mart.edition on edition.week_start = dirty.week_start
            where dirty.load_id = \(number)
            order by week_start
            """
        ).map { try $0["week_start"] }
    }
}
