import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Reporting

/// Loads and changed settings that overlap a computation, as if nobody held the writer's lock: no mark is lost.
@Suite struct OverlapTests {
    private let inbox: Inbox
    private let week: Week

    init() throws {
        inbox = try Inbox()
        week = try #require(Week("2026-W10"))
        try inbox.connection.execute(
            """
            create function public.tell() returns boolean language plpgsql as $$
            begin
                raise warning 'computing';
                return true;
            end
            $$
            """)
        try inbox.load("tickets", "ticket_id,created_at\n1,2026-03-03\n", on: "2026-03-10")
        try compute()
    }

    @Test func keepsTheMarkOfALoadThatBeginsAndCommitsMeanwhile() throws {
        let other = try inbox.company.database.connect()
        try meanwhile { try inbox.load("tickets", "ticket_id,created_at\n2,2026-03-04\n", on: "2026-03-11", by: other) }
        #expect(try ticketCount() == 1, "its snapshot is older than the load")
        try expectOneMoreRound()
    }

    @Test func keepsTheMarkOfALoadThatBeganBeforeAndCommitsAfter() throws {
        let other = try inbox.company.database.connect()
        try other.transaction {
            try other.execute(
                """
                insert into core.ticket (source, ticket_id, created_at, version_at, observed_at, last_seen_at, load_id)
                values ('default', '2', '2026-03-04', '2026-03-11', '2026-03-11', '2026-03-11', 2)
                """)
            try other.execute("insert into ops.dirty_week (week_start, load_id) values (\(week.start), 2)")
            try compute()
        }
        #expect(try ticketCount() == 1, "the load had not committed")
        try expectOneMoreRound()
    }

    @Test func removesTheMarkOfALoadThatCommittedBefore() throws {
        try inbox.load("tickets", "ticket_id,created_at\n2,2026-03-04\n", on: "2026-03-11")
        #expect(try isMarked())
        try expectOneMoreRound()
    }

    @Test func keepsTheMarksWhenOnlySomeMetricsAreComputed() throws {
        try inbox.load("tickets", "ticket_id,created_at\n2,2026-03-04\n", on: "2026-03-11")
        try compute(metrics: ["waits"])
        #expect(try ticketCount() == 2)
        #expect(try isMarked())
    }

    @Test(arguments: [true, false])
    func keepsTheMarkOfASettingThatChangesMeanwhile(isMarkedAlready: Bool) throws {
        let other = try inbox.company.database.connect()
        let change = {
            try Settings(other).set("guest_minutes", to: "20", now: try instant("2026-03-11"), from: week.start)
        }
        if isMarkedAlready { try change() }
        // With its mark replaced under it the computation is undone, to be repeated.
        if isMarkedAlready {
            let failure = #expect(throws: Failure.self) { try meanwhile(change) }
            #expect(failure?.cause?.sqlState == .serializationFailure)
        } else {
            try meanwhile(change)
        }
        #expect(try isMarked())
        try compute()
        #expect(try !isMarked())
    }

    private func expectOneMoreRound() throws {
        #expect(try isMarked())
        try compute()
        #expect(try ticketCount() == 2)
        #expect(try !isMarked())
    }

    private func isMarked() throws -> Bool { try inbox.markedWeeks().contains("\(week.start)") }

    private func ticketCount() throws -> Double {
        try inbox.connection.rows("select value from mart.metric_value where week_start = \(week.start)")[0]["value"]
    }

    /// Computes the week while `deed` is done by another session, once its snapshot is taken.
    private func meanwhile(_ deed: () throws -> Void) throws {
        try withoutActuallyEscaping(deed) { deed in
            var result: Result<Void, any Error>?
            inbox.connection.onNotice = { _ in result = result ?? Result { try deed() } }
            defer { inbox.connection.onNotice = nil }
            defer { if result == nil { Issue.record("nothing happened meanwhile") } }
            try compute()
            try result?.get()
        }
    }

    private func compute(metrics: Set<String>? = nil) throws {
        let metric = try MetricDefinition(name: "waits", text: Self.telling, file: "waits.sql")
        let catalogue = try Catalogue(metrics: [metric], cohorts: [])
        _ = try MetricRun(inbox.connection, catalogue: catalogue).compute([week], metrics: metrics, now: Company.now)
    }

    /// Counts the tickets, and tells when it does.
    private static let telling =
        CatalogueTests.header.replacing("reads: item, core.ticket", with: "reads: core.ticket") + """

            select
                'company' as dimension, 'all' as member, 'count' as statistic, 'count' as unit,
                (select count(*) from core.ticket)::double precision as value,
                null::double precision as numerator, null::double precision as denominator, 1::bigint as n,
                0::bigint as excluded, null::double precision as ci_low, null::double precision as ci_high,
                'ok' as status
            where public.tell() and $1 is not null
            """
}
