import Digest
import Foundation
import Postgres
import Testing
import Warehouse

@testable import Reporting

/// What becomes of published figures that change, and why.
@Suite struct RestatementTests {
    private let inbox: Inbox
    private let week = Self.week
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

    init() throws {
        inbox = try Inbox(on: Self.stage.get())
    }

    private static let week = Week(containing: CalendarDate("2026-03-02") ?? CalendarDate(daysSinceUnixEpoch: 0))

    private static let stage = Result {
        let inbox = try Inbox()
        try inbox.load(
            "tickets",
            """
            ticket_id,created_at,first_response_at,status
            1,2026-03-03T00:00:00Z,2026-03-03T01:00:00Z,open
            2,2026-03-04T00:00:00Z,,open

            """, on: "2026-03-10")
        _ = try MetricRun(inbox.connection, catalogue: Catalogue()).compute([week], now: instant("2026-03-10"))
        return Stage(inbox.company)
    }

    @Test func aLateFileMakesAnEditionAndKeepsTheOldOne() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try publish(on: "2026-03-10")
        #expect(try compute(on: "2026-03-11") == ComputeSummary(weeks: [week]), "nothing changed, nothing is written")
        #expect(try publish(on: "2026-03-11").isNew == false)

        try inbox.load("tickets", "ticket_id,first_response_at\n2,2026-03-04T02:00:00Z\n", on: "2026-03-12")
        #expect(try inbox.company.pending(among: [week]) == [week])
        #expect(try compute(on: "2026-03-12").revisedRows > 0)
        #expect(
            try Schedule(inbox.connection).unpublished(required: [], now: instant("2026-03-12")).map(\.week) == [week])
        let second = try publish(on: "2026-03-12")

        #expect(second.edition == 2 && second.isNew)
        #expect(try restatements() == answered(because: "late_data"))
        for publication in [first, second] { try expectTruth(of: publication) }
    }

    @Test func aValueThatReturnsBeforeTheNextEditionIsNoRestatement() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try publish(on: "2026-03-10")
        let before = try FigureTable(inbox.connection, week).rows
        let columns = "ticket_id,created_at,first_response_at,department"
        try inbox.load(
            "tickets", "\(columns)\n2,2026-03-04T00:00:00Z,2026-03-04T02:00:00Z,Desk\n", on: "2026-03-12")
        #expect(try compute(on: "2026-03-12").revisedRows > 0)
        try inbox.load("tickets", "\(columns)\n2,2026-03-04T00:00:00Z,,\n", on: "2026-03-13")
        try compute(on: "2026-03-13")
        #expect(try FigureTable(inbox.connection, week).rows == before)
        #expect(try inbox.connection.rows("select from mart.restatement").isEmpty)
        #expect(try Schedule(inbox.connection).unpublished(required: [], now: instant("2026-03-14")).isEmpty)
        let second = try publish(on: "2026-03-14")
        #expect(!second.isNew && second.edition == first.edition)
    }

    @Test func aValueThatReturnsAfterAnEditionIsARestatement() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try publish(on: "2026-03-10")
        try inbox.load("tickets", "ticket_id,first_response_at\n2,2026-03-04T02:00:00Z\n", on: "2026-03-12")
        try compute(on: "2026-03-12")
        _ = try publish(on: "2026-03-12")
        try inbox.load("tickets", "ticket_id,first_response_at\n2,\n", on: "2026-03-13")
        try compute(on: "2026-03-13")
        #expect(
            try inbox.connection.rows(
                """
                select old_value, new_value from mart.restatement
                where metric = 'first_response' and statistic = 'answered_share' and dimension = 'company'
                order by revision
                """
            ).map { [try $0["old_value"] as Double?, try $0["new_value"] as Double?] } == [[0.5, 1], [1, 0.5]])
    }

    @Test func aThemeThatLosesItsOnlyRecordStopsNothing() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try inbox.load("customers", "customer_id\nc\n", on: "2026-03-09")
        try inbox.load(
            "feedback", "feedback_id,customer,received_at,themes\n1,c,2026-03-03T00:00:00Z,slow\n", on: "2026-03-09")
        try compute(on: "2026-03-10")
        _ = try publish(on: "2026-03-10")
        try inbox.load(
            "feedback", "feedback_id,customer,received_at,themes\n1,c,2026-03-03T00:00:00Z,\n", on: "2026-03-12")
        try compute(on: "2026-03-12")
        #expect(try publish(on: "2026-03-12").edition == 2)
        #expect(
            try inbox.connection.rows("select from mart.metric_value where metric = 'emerging_themes'").isEmpty)
    }

    @Test func aValueThatWasNeverPublishedIsSimplyReplaced() throws {
        try inbox.load("tickets", "ticket_id,first_response_at\n2,2026-03-04T02:00:00Z\n", on: "2026-03-12")
        let summary = try compute(on: "2026-03-12")
        #expect(summary.changedRows > 0 && summary.revisedRows == 0)
        #expect(try restatements() == [])
    }

    @Test func aSettingRestatesTheWeeksFromWhichItHolds() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try publish(on: "2026-03-10")
        let settings = Settings(inbox.connection)
        try settings.set("response_target_hours", to: "0.5", now: try instant("2026-03-12"))
        #expect(try inbox.company.pending(among: [week]) == [], "it holds from the current week on")
        try settings.set("response_target_hours", to: "0.5", now: try instant("2026-03-12"), from: week.start)
        #expect(try inbox.company.pending(among: [week]) == [week])
        try compute(on: "2026-03-12")
        #expect(try inbox.company.pending(among: [week]) == [])
        #expect(try restatements() == ["first_response within_target 0.5 0 edition 1 setting"])
    }

    @Test func aSettingReachesWeeksBeforeTheFirstRecord() throws {
        let before = week.advanced(by: -1)
        try inbox.company.compute(before, metrics: ["conversations"])
        #expect(try inbox.company.pending(among: [before]) == [])
        try Settings(inbox.connection).set("guest_minutes", to: "20", now: instant("2026-03-12"), from: before.start)
        #expect(try inbox.company.pending(among: [before]) == [before])
    }

    @Test func aDefinitionRestatesTheWeeksThatAreComputedOnPurpose() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try publish(on: "2026-03-10")
        let catalogue = try Catalogue()
        let metrics = try catalogue.metrics.map { metric in
            guard metric.name == "satisfaction" || metric.name == "first_response" else { return metric }
            return try MetricDefinition(
                name: metric.name, text: metric.text.replacing("'answered_share'", with: "'replied_share'"),
                file: "\(metric.name).sql")
        }
        let changed = try Catalogue(metrics: metrics, cohorts: catalogue.cohorts)
        #expect(try inbox.company.pending(among: [week]) == [])
        #expect(try compute(on: "2026-03-12", catalogue: changed).revisedRows > 0)
        #expect(try restatements() == ["first_response answered_share 0.5 - edition 1 definition"])
    }

    @Test(arguments: Reason.allCases)
    func whoComputesOnPurposeMaySayWhy(_ reason: Reason) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try publish(on: "2026-03-10")
        try inbox.load("tickets", "ticket_id,first_response_at\n2,2026-03-04T02:00:00Z\n", on: "2026-03-12")
        try compute(on: "2026-03-12", reason: reason)
        #expect(try restatements() == answered(because: reason.rawValue))
    }

    @discardableResult
    private func compute(on day: String, reason: Reason? = nil, catalogue: Catalogue? = nil) throws -> ComputeSummary {
        try MetricRun(inbox.connection, catalogue: try catalogue ?? Catalogue())
            .compute([week], reason: reason, now: instant(day))
    }

    private func publish(on day: String) throws -> Publication {
        try Reporting.Bundle(inbox.connection, directory: folder).publish(week, now: instant(day))
    }

    /// What the answer to the second ticket restates.
    private func answered(because reason: String) -> [String] {
        ["answered_share", "within_target"].map { "first_response \($0) 0.5 1 edition 1 \(reason)" }
    }

    /// Shares of the company that were published and changed: old value, new value, the edition that it stood in, the reason.
    private func restatements() throws -> [String] {
        try inbox.connection.rows(
            """
            select concat_ws(' ', old.metric, old.statistic, old.value, coalesce(new.value::text, '-'), 'edition', old.edition, old.reason)
                as line
            from mart.metric_revision as old
            left join mart.metric_value as new
                on new.week_start = old.week_start and new.metric = old.metric and new.dimension = old.dimension
                and new.member = old.member and new.statistic = old.statistic
            where old.week_start = \(week.start) and old.metric = 'first_response' and old.dimension = 'company'
              and old.unit = 'share'
            order by old.metric, old.statistic
            """
        ).map { try $0["line"] }
    }

    /// Every file is still the one that the manifest describes, and the manifest the one that was recorded.
    private func expectTruth(of publication: Publication) throws {
        let manifest = try #require(Manifest.read(publication.path))
        #expect(manifest.edition == publication.edition && !manifest.files.isEmpty)
        for file in manifest.files {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(publication.path)/\(file.name)"))
            #expect(SHA256.text(of: data) == file.sha256, "\(file.name)")
        }
        let recorded: String = try inbox.connection.rows(
            """
            select manifest_sha256 from mart.edition
            where week_start = \(week.start) and edition = \(publication.edition)
            """)[0]["manifest_sha256"]
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(publication.path)/manifest.json"))
        #expect(SHA256.text(of: data) == recorded)
    }
}
