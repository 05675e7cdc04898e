import Foundation
import Postgres
import Testing

/// How commands read what stands behind them.
struct ArgumentTests {
    @Test func psqlTakesItsOwnOptions() throws {
        let office = try Office()
        let outcome = try Program(
            ["db", "psql"] + office.target() + ["-qAtc", "select count(*) from ops.load"], in: office.folder
        ).wait()
        #expect(outcome.status == 0)
        #expect(outcome.lines == ["0"])
    }

    @Test func aSpanOfWeeksDoesNotEndBeforeItBegins() throws {
        let outcome = try Office().earshot("compute", "--from", "2026-W10", "--to", "2026-W09")
        #expect(outcome.status == 64)
    }

    @Test func theLastWeekIsTheOneThatEndedLast() throws {
        let office = try Office()
        let outcome = try office.earshot("compute", "--week", "last", "--json")
        let weeks = try JSONDecoder().decode(Computed.self, from: Data(outcome.output.utf8)).weeks
        let connection = try office.connect()
        let ended: Bool = try connection.rows(
            """
            select to_char(now() at time zone 'UTC' - interval '7 days', 'IYYY-"W"IW') = any(\(weeks))
                and cardinality(\(weeks)::text[]) = 1 as is_last
            """)[0]["is_last"]
        #expect(ended)
    }

    private struct Computed: Decodable {
        let weeks: [String]
    }
}
