import Foundation
import Postgres
import TestSupport
import Testing

/// The server's clock decides what has ended, whatever the machine's clock shows.
@Suite struct ServerClockTests {
    private let office: Office

    init() throws {
        office = try Office()
        let connection = try office.connect()
        defer { connection.close() }
        // A ticket of this week.
        try connection.execute(
            """
            insert into core.ticket (source, ticket_id, created_at, version_at, observed_at, last_seen_at, load_id)
            values ('desk', '1', now(), now(), now(), now(), 1)
            """)
    }

    /// Sets the clock of the server, as far as the office's database shows it.
    private func setClock(ahead seconds: Int) throws {
        let connection = try office.connect()
        defer { connection.close() }
        try connection.execute("create schema wrong")
        try connection.execute(
            SQL(
                text: """
                    create function wrong.clock_timestamp() returns timestamptz language sql
                    return pg_catalog.clock_timestamp() + \(seconds) * interval '1 second'
                    """))
        let name = Identifier(office.options.target.split(separator: "dbname=").last.map(String.init) ?? "")
        try connection.execute("alter database \(name) set search_path = wrong, pg_catalog, public")
    }

    private func computedWeeks() throws -> Int {
        let connection = try office.connect()
        defer { connection.close() }
        return try connection.rows("select count(distinct week_start) as number from mart.metric_value")[0]["number"]
    }

    @Test func aWeekHasEndedWhenItHasByTheServer() throws {
        #expect(try office.earshot("compute").status == 0)
        #expect(try computedWeeks() == 0)
        try setClock(ahead: 7 * 86_400)
        let outcome = try office.earshot("compute")
        #expect(outcome.status == 0)
        #expect(try computedWeeks() == 1)
        #expect(outcome.errors.contains("604800 s behind"), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(try office.earshot("publish").status == 0)
        let run = try office.earshot("run", "--log-file", "log")
        #expect(run.status == 0)
        #expect(run.errors.contains("604800 s behind"))
        let log = try String(contentsOfFile: "\(office.folder)/log", encoding: .utf8)
        #expect(log.contains(#""event":"clock""#))
        let doctor = try office.earshot("doctor")
        #expect(doctor.status == 78)
        #expect(doctor.output.contains("604800 s behind"))
    }

    @Test func aMinuteIsNoDifference() throws {
        try setClock(ahead: -50)
        let outcome = try office.earshot("compute")
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
    }
}
