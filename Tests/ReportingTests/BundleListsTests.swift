import Foundation
import Postgres
import Testing

@testable import Reporting

/// `departments.csv`, `leaders.csv`, `themes.csv`, `outreach.csv` and `history.csv`.
@Suite struct BundleListsTests {
    @Test func leadersWhoAreBehindAreToldWhomToCall() throws {
        try withEdition { folder in
            #expect(
                try lines("leaders.csv", folder) == [
                    "week_start,iso_week,leader,interviews,target,target_met,last_conversation,call",
                    "2026-03-02,2026-W10,ann@planted.example,1,3,false,2026-03-03,c3",
                ])
            let outreach = try lines("outreach.csv", folder)
            #expect(
                outreach[0] == "week_start,iso_week,place,customer_id,segment,why,last_conversation,open_feedback,"
                    + "items_26w,conversations_26w,neglect,leader")
            #expect(outreach.count == 2)
            #expect(outreach[1].hasPrefix("2026-03-02,2026-W10,1,c3,small,"))
            #expect(outreach[1].hasSuffix(",ann@planted.example"))
        }
    }

    @Test func departmentsAndThemesStandInAFixedOrder() throws {
        let log = try FigureLog()
        for department in ["b", "B", "=b"] {
            try log.note("ticket_flow created", 2, of: department, dimension: "department", unit: "count", n: 2)
        }
        for (theme, flag, customers) in [("few", 0.0, 2.0), ("many", 0, 9), ("new", 1, 3), ("@new", 1, 3)] {
            try log.note(
                "emerging_themes flagged", flag, of: theme, dimension: "theme", unit: "flag", customers, 20, n: 20)
        }
        try withFolder { folder in
            let publication = try Bundle(log.connection, directory: folder, hasByteOrderMark: false)
                .publish(log.week, now: Company.now)
            #expect(try names("departments.csv", publication.path) == ["'=b", "B", "b"])
            #expect(try names("themes.csv", publication.path) == ["'@new", "new", "many", "few"])
        }
    }

    @Test func historyHoldsFiftyThreeWeeks() throws {
        let log = try FigureLog()
        for weeksAgo in 0...60 { try log.note("retention share", 0.5, weeksAgo: weeksAgo) }
        try withFolder { folder in
            let publication = try Bundle(log.connection, directory: folder, hasByteOrderMark: false)
                .publish(log.week, now: Company.now)
            let rows = try lines("history.csv", publication.path).dropFirst()
            #expect(rows.count == 53)
            #expect(rows.first?.hasPrefix("2025-03-31,2025-W14,retention,share,") == true)
            #expect(rows.last?.hasPrefix("2026-03-30,2026-W14,retention,share,") == true)
        }
    }

    private func withEdition(_ body: (String) throws -> Void) throws {
        let company = try AnalystTests.company()
        try company.connection.execute("set role earshot_exporter")
        try withFolder { folder in
            let bundle = Bundle(company.connection, directory: folder, hasByteOrderMark: false)
            try body(try bundle.publish(AnalystTests.week, now: Company.now).path)
        }
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func names(_ file: String, _ folder: String) throws -> [String] {
        try lines(file, folder).dropFirst().map { String($0.split(separator: ",")[2]) }
    }

    private func lines(_ file: String, _ folder: String) throws -> [String] {
        try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8).split(separator: "\r\n").map(String.init)
    }
}
