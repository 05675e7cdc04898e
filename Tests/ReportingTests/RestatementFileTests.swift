import Foundation
import Intake
import Postgres
import Testing

@testable import Reporting

/// What `restatements.csv` and `mart.restatement` say of published values that changed.
@Suite struct RestatementFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private let week = AnalystTests.week

    @Test func theEditionAfterALateFileListsOldBesideNewOnce() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let company = try AnalystTests.company()
        let bundle = Bundle(company.connection, directory: folder, hasByteOrderMark: false)
        let first = try bundle.publish(week, now: Company.now)
        #expect(try restated(first.path) == [])

        try loadLateTicket(company)
        try company.compute(week)
        let second = try bundle.publish(week, now: Company.now)
        #expect(second.edition == 2)
        let created = try restated(second.path).filter { $0.contains(",ticket_flow,company,all,created,") }
        #expect(created == ["2026-03-02,2026-W10,ticket_flow,company,all,created,count,3,4,1,3,4,ok,ok,late_data,1"])
        #expect(try restated(first.path) == [], "an edition never changes")
        #expect(try !bundle.publish(week, now: Company.now).isNew, "they were told")
    }

    @Test func aNewWeekListsWhatChangedInEarlierOnes() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let company = try AnalystTests.company()
        let bundle = Bundle(company.connection, directory: folder, hasByteOrderMark: false)
        _ = try bundle.publish(week, now: Company.now)
        try loadLateTicket(company)
        let later = Timestamp(microsecondsSinceUnixEpoch: Company.now.microsecondsSinceUnixEpoch + 1)
        let next = week.advanced(by: 1)
        _ = try MetricRun(company.connection, catalogue: Catalogue())
            .compute([week, next], now: later)
        let publication = try bundle.publish(next, now: later)
        let created = "2026-03-02,2026-W10,ticket_flow,company,all,created,"
        #expect(try restated(publication.path).contains { $0.hasPrefix(created) })
    }

    private func restated(_ edition: String) throws -> [String] {
        try String(contentsOfFile: "\(edition)/restatements.csv", encoding: .utf8)
            .split(separator: "\r\n").dropFirst().map(String.init)
    }

    private func loadLateTicket(_ company: Company) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/late.csv"
        try "ticket_id,customer,created_at\nt9,c1,2026-03-04T10:00:00Z\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        try company.load(try #require(Kind(named: "tickets")), path)
    }
}
