import Foundation
import Postgres

/// The views and functions of `sql/views`: replaced as a whole whenever one of the files changed.
struct Views: Sendable {
    let files: [SQLFile]

    /// Whether the newest row of `ops.view_set` has the hash of these files.
    func areCurrent(_ connection: Connection) throws -> Bool {
        let ledger = try connection.rows("select where to_regclass('ops.view_set') is not null")
        if ledger.isEmpty { return false }
        let newest = try connection.rows(
            """
            select newest.sha256 = encode(sha256(convert_to(\(content), 'UTF8')), 'hex') as is_current
            from (select view_set.sha256 from ops.view_set order by view_set.applied_at desc limit 1) as newest
            """)
        return try newest.first.map { row in try row["is_current"] } ?? false
    }

    /// Replaces all of them in one transaction. What `create or replace` refuses, such as a column that vanished, is
    /// dropped with the others and made anew, never by cascade.
    ///
    /// - Throws: `Failure` of kind `configuration` when somebody else's view stands on one that must be dropped, `busy`
    ///   when a session uses them for longer than five seconds.
    func replace(_ connection: Connection) throws {
        do {
            try replace(connection, afresh: false)
        } catch let error as PostgresError where Self.refusals.contains(error.sqlState) {
            try replace(connection, afresh: true)
        }
    }

    /// A view's columns may only grow at the end (42P16); a function keeps its result and the names of its parameters
    /// (42P13); a name may become another sort of thing (42809); what vanished may be needed by a function that now has
    /// other parameters, and so was not replaced (2BP01).
    private static let refusals: Set<SQLState?> = ["42P16", "42P13", "42809", "2BP01"]

    private func replace(_ connection: Connection, afresh: Bool) throws {
        try Blocker.naming(connection) {
            try connection.transaction {
                try connection.execute("set local lock_timeout = '5s'")
                let old = try recorded(connection)
                if afresh { try drop(old, connection) }
                let made = try create(connection)
                if !afresh { try drop(old.filter { !made.contains($0) }, connection) }
                try record(made, connection)
            }
        }
    }

    /// Creates them in an order in which each finds what it needs: one that does not is tried again after the others.
    private func create(_ connection: Connection) throws -> [String] {
        var waiting = files
        var made: [String] = []
        while !waiting.isEmpty {
            var failed: [(file: SQLFile, error: PostgresError)] = []
            for file in waiting {
                if let error = try attempt(file.text, forgiving: Self.absences, connection) {
                    failed.append((file, error))
                } else {
                    made += file.objects
                }
            }
            if failed.count == waiting.count, let first = failed.first {
                try SQLFile.naming("views/\(first.file.name).sql") { () throws(PostgresError) in throw first.error }
            }
            waiting = failed.map(\.file)
        }
        return made
    }

    /// Runs a script; returns the error when it is one of `states`, and nothing of the script was done.
    private func attempt(
        _ script: String, forgiving states: Set<SQLState?>, _ connection: Connection
    ) throws -> PostgresError? {
        try connection.execute("savepoint view")
        do {
            try connection.executeScript(script)
        } catch {
            guard states.contains(error.sqlState) else { throw error }
            try connection.execute("rollback to savepoint view")
            return error
        }
        try connection.execute("release savepoint view")
        return nil
    }

    /// Relation, function or type, and column are not there.
    private static let absences: Set<SQLState?> = [.undefinedTable, "42883", "42704", "42703"]

    private func drop(_ objects: [String], _ connection: Connection) throws {
        let strangers = try strangers(on: objects, connection)
        guard strangers.isEmpty else {
            throw Failure(
                .configuration,
                "Views that are not ours stand on ones that must change: \(strangers.joined(separator: ", ")).",
                remedy: "Drop them, run this again, and make them anew.")
        }
        // Once they were replaced in place, the order in which they were recorded is no longer that of their needs.
        var waiting = try standing(objects.reversed(), connection)
        while !waiting.isEmpty {
            var failed: [(object: String, error: PostgresError)] = []
            for object in waiting {
                if let error = try attempt("drop \(object)", forgiving: Self.needs, connection) {
                    failed.append((object, error))
                }
            }
            if failed.count == waiting.count, let first = failed.first { throw first.error }
            waiting = failed.map(\.object)
        }
    }

    /// `objects`, a routine with each list of parameters that it has: an earlier version may have had another one.
    private func standing(_ objects: [String], _ connection: Connection) throws -> [String] {
        try objects.flatMap { object -> [String] in
            guard let name = object.split(separator: " ").last, object.hasPrefix("routine ") else { return [object] }
            return try connection.rows(
                """
                select oid::regprocedure::text as name from pg_proc
                where pronamespace::regnamespace::text || '.' || proname = \(String(name))
                """
            ).map { "routine \(try $0["name"] as String)" }
        }
    }

    /// Something else still needs the object.
    private static let needs: Set<SQLState?> = ["2BP01"]

    /// Views that read one of `objects` without being among them.
    private func strangers(on objects: [String], _ connection: Connection) throws -> [String] {
        let names = objects.compactMap { $0.split(separator: " ").last.map(String.init) }
        let rows = try connection.rows(
            """
            with
            ours as (
                select to_regclass(named.name)::oid as oid from unnest(\(names)::text[]) as named (name)
                union all
                select to_regproc(named.name)::oid from unnest(\(names)::text[]) as named (name)
            )
            select distinct dependent.oid::regclass::text as name
            from pg_depend as dependency
            join ours on ours.oid = dependency.refobjid
            join pg_rewrite as rule on rule.oid = dependency.objid
            join pg_class as dependent on dependent.oid = rule.ev_class
            where dependency.classid = 'pg_rewrite'::regclass
                and not exists (select from ours where ours.oid = dependent.oid)
            order by 1
            """)
        return try rows.map { try $0["name"] }
    }

    private func recorded(_ connection: Connection) throws -> [String] {
        let newest = try connection.rows(
            "select view_set.objects from ops.view_set order by view_set.applied_at desc limit 1")
        return try newest.first.map { row in try row["objects"] } ?? []
    }

    private func record(_ objects: [String], _ connection: Connection) throws {
        try connection.execute(
            """
            insert into ops.view_set (sha256, objects, applied_at)
            values (encode(sha256(convert_to(\(content), 'UTF8')), 'hex'), \(objects), clock_timestamp())
            """)
    }

    private var content: String { files.map { "-- \($0.name)\n\($0.text)" }.joined(separator: "\n") }
}

extension SQLFile {
    /// What the file makes, as `drop` takes it: `view core.item`, `routine mart.share`. A routine's name stands for it
    /// without its parameters, since no two of ours share one.
    var objects: [String] {
        text.matches(of: /create or replace (view|function|procedure|aggregate) ([a-z0-9_.]+)/).map { match in
            "\(match.1 == "view" ? "view" : "routine") \(match.2)"
        }
    }
}
