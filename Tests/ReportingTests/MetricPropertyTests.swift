import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reporting

/// What holds for every company, tried on some drawn by lot.
@Suite struct MetricPropertyTests {
    static let zone = ["reporting_tz": "Europe/Paris"]
    static let seeds: [UInt64] = Torture.isOn ? [1, 2, 3, 4, 5] : [1]

    @Test(arguments: seeds) func loadedTwiceOrInAnotherOrderIsTheSame(seed: UInt64) throws {
        let drawn = RandomCompany(seed: seed)
        let company = try Company(settings: Self.zone)
        try drawn.load(into: company)
        let week = try Self.week
        try company.compute(week)
        let figures = try FigureTable(company.connection, week).rows
        #expect(figures.values.filter { $0.last == "ok" }.count > 100)
        try drawn.shuffled().load(into: company)
        #expect(try company.compute(week).changedRows == 0)
        let other = try Company(settings: Self.zone)
        try drawn.shuffled().load(into: other, order: drawn.files.keys.sorted().reversed())
        try other.compute(week)
        let expected = try FigureTable(company.connection, week)
        let found = try FigureTable(other.connection, week)
        #expect(expected.differences(from: found) { _ in true } == [])
    }

    @Test(arguments: seeds) func partsAddUpToTheWhole(seed: UInt64) throws {
        let company = try Company(settings: Self.zone)
        try RandomCompany(seed: seed).load(into: company)
        let week = try Self.week
        try company.compute(week)
        let sums = try company.connection.rows(
            """
            with
            part as (
                select metric, statistic, dimension,
                    sum(n) as n, sum(excluded) as excluded, sum(numerator) as numerator, sum(denominator) as denominator
                from mart.metric_value
                where week_start = \(week.start)
                  and metric <> 'segment_neglect'
                  and (dimension in ('segment', 'segment:region', 'item')
                       or (dimension = 'department' and metric in ('first_response', 'resolution', 'time_to_action',
                            'action_rate', 'ignored_feedback', 'loop_closure', 'ticket_flow')))
                group by metric, statistic, dimension
            )
            select part.metric || ' ' || part.statistic || ' ' || part.dimension as name,
                (part.n, part.excluded) = (whole.n, whole.excluded)
                    and not mart.differs(part.numerator, whole.numerator)
                    and not mart.differs(part.denominator, whole.denominator) as adds_up
            from part
            join mart.metric_value as whole
                on whole.week_start = \(week.start) and whole.dimension = 'company'
                and whole.metric = part.metric and whole.statistic = part.statistic
            """)
        let wrong: [String] = try sums.filter { try !$0["adds_up"] }.map { try $0["name"] }
        #expect(sums.count > 80)
        #expect(wrong == [])
        let neglect = try company.connection.rows(
            """
            select sum(value) filter (where statistic = 'contribution') as contribution,
                max(value) filter (where dimension = 'company') as index
            from mart.metric_value
            where week_start = \(week.start) and metric = 'segment_neglect'
            """)[0]
        let contribution: Double = try neglect["contribution"]
        #expect(abs(contribution - (try neglect["index"])) < 1e-9)
    }

    @Test func movingSomebodyTodayChangesNoPastWeek() throws {
        let drawn = RandomCompany(seed: 3)
        let company = try Company(settings: Self.zone)
        try drawn.load(into: company)
        let week = try Self.week
        try company.compute(week)
        let memberships = drawn.files["segments"]?.dropFirst() ?? []
        let closed = memberships.map { $0.hasSuffix(",") ? $0 + "2026-04-07" : $0 }
        let moved = drawn.segments.keys.map { "\($0),,moved,2026-04-07," }
        try company.load("segments", lines: ["customer_id,scheme,segment,valid_from,valid_to"] + closed + moved)
        let people = drawn.files["people"] ?? []
        // Dates of employment hold as the newest row has them, so that it repeats them.
        let leading = people.dropFirst().map { person in
            let cells = person.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[0]),Sales,true,\(cells[3]),\(cells[4]),2026-04-07"
        }
        try company.load("people", lines: people + leading)
        #expect(try company.compute(week).changedRows == 0)
        #expect(try company.compute(week.advanced(by: 1)).changedRows > 0)
    }

    @Test func aLateRowMakesARevisionAndEditsNothingPublished() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let company = try Company(settings: Self.zone)
        try RandomCompany(seed: 4).load(into: company)
        let week = try Self.week
        try company.compute(week)
        let publication = try Reporting.Bundle(company.connection, directory: folder).publish(week, now: Company.now)
        let file = URL(fileURLWithPath: "\(publication.path)/metrics.csv")
        let bytes = try Data(contentsOf: file)
        try company.load(
            "tickets", lines: ["ticket_id,created_at,status", "late,2026-03-31T09:00:00Z,open"])
        #expect(try company.compute(week).revisedRows > 0)
        #expect(try Data(contentsOf: file) == bytes)
        let published = try FigureTable(file: file.path).rows
        let revisions = try company.connection.rows(
            """
            select metric || ' ' || dimension || ' ' || member || ' ' || statistic as name, n::text as n, reason, edition
            from mart.metric_revision
            where week_start = \(week.start)
            """)
        #expect(revisions.count > 10)
        for revision in revisions {
            let name: String = try revision["name"]
            #expect(try revision["n"] == published[name]?[4], "\(name)")
            #expect(try revision["reason"] == "late_data")
            #expect(try revision["edition"] == publication.edition)
        }
        #expect(try company.compute(week).changedRows == 0)
    }

    @Test func aReopenedTicketIsOpen() throws {
        let company = try Company(settings: Self.zone)
        let header = "ticket_id,created_at,solved_at,status,updated_at"
        let instants = "1,2026-03-31T09:00:00Z,2026-03-31T10:00:00Z"
        try company.load("tickets", lines: [header, "\(instants),solved,2026-03-31T10:00:00Z"])
        let week = try Self.week
        try company.compute(week, metrics: ["resolution", "ticket_flow"])
        #expect(try company.figure("resolution", "solved_share", week) == 1)
        #expect(try company.figure("ticket_flow", "backlog", week) == 0)
        try company.load("tickets", lines: [header, "\(instants),open,2026-04-01T10:00:00Z"])
        try company.compute(week, metrics: ["resolution", "ticket_flow"])
        #expect(try company.figure("resolution", "solved_share", week) == 0)
        #expect(try company.figure("ticket_flow", "backlog", week) == 1)
        #expect(try company.figure("ticket_flow", "solved", week) == 0)
    }

    @Test func unansweredTicketsCount() throws {
        let company = try Company(settings: Self.zone)
        try RandomCompany(seed: 5).load(into: company)
        let week = try Self.week
        try company.compute(week, metrics: ["first_response", "ignored_feedback"])
        let statistics = ["km_p50", "km_p75", "km_p90"]
        let before = try statistics.map { try company.figure("first_response", $0, week) ?? .infinity }
        let share = try #require(try company.figure("first_response", "answered_share", week))
        let records = try #require(try company.figure("first_response", "km_p50", week, column: "n"))
        let silent = (0..<9).map { "silent\($0),2026-02-1\($0)T09:00:00Z" }
        try company.load("tickets", lines: ["ticket_id,created_at"] + silent)
        try company.compute(week, metrics: ["first_response", "ignored_feedback"])
        for (statistic, old) in zip(statistics, before) {
            #expect(try company.figure("first_response", statistic, week) ?? .infinity >= old, "\(statistic)")
        }
        #expect(try company.figure("first_response", "km_p50", week, column: "n") == records + 9)
        let expected = share * records / (records + 9)
        #expect(abs(try #require(try company.figure("first_response", "answered_share", week)) - expected) < 1e-9)
        #expect(try company.figure("ignored_feedback", "count", week) ?? 0 >= 9)
    }

    private static var week: Week {
        get throws { try #require(Week("2026-W14")) }
    }
}

extension Company {
    /// The company's figure; nil: NULL, or no such row.
    func figure(_ metric: String, _ statistic: String, _ week: Week, column: String = "value") throws -> Double? {
        try connection.rows(
            """
            select \(Identifier(column))::double precision as figure
            from mart.metric_value
            where week_start = \(week.start) and metric = \(metric) and dimension = 'company' and statistic = \(statistic)
            """
        ).first?["figure"]
    }
}
