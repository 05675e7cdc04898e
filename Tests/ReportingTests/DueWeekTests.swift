import Foundation
import Postgres
import Testing
import Warehouse

@testable import Reporting

/// When a week is to be published, and when although a source is late.
@Suite struct DueWeekTests {
    private let inbox: Inbox
    private let week = Self.week
    private let zendesk = [RequiredSource(name: "zendesk", kind: "tickets")]

    /// It ends on 2026-03-08 at 23:00 UTC.
    private static let week = Week(containing: CalendarDate("2026-03-02") ?? CalendarDate(daysSinceUnixEpoch: 0))

    /// Zendesk has shown the world as it was two hours before the end of the week.
    private static let stage = Result {
        let inbox = try Inbox(settings: ["reporting_tz": "Europe/Paris"])
        try load(into: inbox, on: "2026-03-08 21:00:00+00")
        try inbox.company.compute(week, metrics: ["ticket_flow"])
        return Stage(inbox.company)
    }

    init() throws {
        inbox = try Inbox(on: Self.stage.get())
    }

    @Test func waitsForTheEndOfTheWeekOnlyWhereNoSourceIsRequired() throws {
        #expect(try due([], at: "2026-03-08 22:59:59+00") == nil)
        #expect(try due([], at: "2026-03-08 23:00:00+00")?.staleSources == [])
    }

    @Test func waitsForDataThatReachItsEnd() throws {
        #expect(try due(zendesk, at: "2026-03-09 12:00:00+00") == nil)
        try load(on: "2026-03-08 22:59:59+00")
        #expect(try due(zendesk, at: "2026-03-09 12:00:00+00") == nil)
        try load(on: "2026-03-08 23:00:00+00")
        #expect(try due(zendesk, at: "2026-03-09 12:00:00+00")?.staleSources == [])
    }

    @Test func waitsNoLongerThanTheGraceAndNamesWhoIsLate() throws {
        let required = zendesk + [RequiredSource(name: "crm"), RequiredSource(name: "zendesk", kind: "actions")]
        #expect(try due(required, at: "2026-03-10 10:59:59+00") == nil)
        #expect(try due(required, at: "2026-03-10 11:00:00+00")?.staleSources == ["crm", "zendesk"])
        try Settings(inbox.connection).set("publish_grace_hours", to: "0", now: instant("2026-03-09"), from: week.start)
        #expect(try due(required, at: "2026-03-08 23:00:00+00")?.staleSources == ["crm", "zendesk"])
    }

    @Test func isDoneOncePublishedUntilAValueChanges() throws {
        try publishing { bundle in
            let now = try instant("2031-01-01")
            _ = try bundle.publish(week, staleSources: ["crm"], now: now)
            #expect(Manifest.read("\(bundle.directory)/\(week)")?.staleSources == ["crm"])
            #expect(try Schedule(inbox.connection).unpublished(required: [], now: now).isEmpty)
            try inbox.load("tickets", "ticket_id,created_at\n2,2026-03-03\n", on: "2026-03-12")
            let later = try instant("2031-01-02")
            _ = try MetricRun(inbox.connection, catalogue: Catalogue()).compute(
                [week], metrics: ["ticket_flow"], now: later)
            #expect(try Schedule(inbox.connection).unpublished(required: [], now: later).map(\.week) == [week])
        }
    }

    @Test func comesOldestFirst() throws {
        let before = week.advanced(by: -1)
        try inbox.company.compute(before, metrics: ["ticket_flow"])
        let due = try Schedule(inbox.connection).unpublished(required: [], now: Company.now)
        #expect(due.map(\.week) == [before, week])
    }

    @Test func refusesAWeekWhoseEndLiesAhead() throws {
        try publishing { bundle in
            let lastSecond = try instant("2026-03-08 22:59:59+00")
            let failure = #expect(throws: Failure.self) { try bundle.publish(week, now: lastSecond) }
            #expect(failure?.kind == .usage)
            #expect(try bundle.publish(week, now: instant("2026-03-08 23:00:00+00")).isNew)
        }
    }

    @Test func theNextOneIsTheFirstThatWaits() throws {
        let schedule = Schedule(inbox.connection)
        let monday = try instant("2026-03-09 12:00:00+00")
        #expect(try schedule.next(required: zendesk, now: monday)?.week == week)
        #expect(try schedule.next(required: [], now: monday)?.week == week.advanced(by: 1))
        let standing = try Standing(inbox.connection, required: zendesk, now: monday)
        #expect(standing.dueWeeks.isEmpty && standing.nextDue?.week == "2026-W10")
        #expect(standing.nextDue?.endsAt == "2026-03-09 00:00" && standing.nextDue?.graceEndsAt == "2026-03-10 12:00")
        #expect(standing.nextDue?.staleSources == ["zendesk"])
        #expect(try Standing(inbox.connection, now: monday).dueWeeks == ["2026-W10"])
    }

    private func load(on day: String) throws { try Self.load(into: inbox, on: day) }

    private static func load(into inbox: Inbox, on day: String) throws {
        try inbox.load("tickets", "ticket_id,created_at\n1,2026-03-03\n", on: day, source: "zendesk")
    }

    /// The week, when it is to be published at an instant.
    private func due(_ required: [RequiredSource], at now: String) throws -> DueWeek? {
        try Schedule(inbox.connection).unpublished(required: required, now: instant(now)).first { $0.week == week }
    }

    private func publishing(_ body: (Reporting.Bundle) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(Reporting.Bundle(inbox.connection, directory: folder))
    }
}
