import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reporting

/// `summary.csv`, `segments.csv` and `definitions.csv`.
@Suite struct BundleFilesTests {
    @Test func namesEveryFileInTheManifest() throws {
        try withLog { log, folder in
            let publication = try Bundle(log.connection, directory: folder).publish(log.week, now: Company.now)
            let manifest = try #require(Manifest.read(publication.path))
            #expect(
                manifest.files.map(\.name) == [
                    "metrics.csv", "summary.csv", "segments.csv", "departments.csv", "leaders.csv", "themes.csv",
                    "outreach.csv", "restatements.csv", "history.csv", "definitions.csv", "report.html",
                ])
            let names = manifest.files.map(\.name) + ["manifest.json"]
            #expect(try FileSystem().names(publication.path).sorted() == names.sorted())
        }
    }

    @Test func writesTheHeadlinesInReadingOrder() throws {
        try withLog { log, folder in
            let lines = try lines("summary.csv", log, folder)
            #expect(
                lines[0] == "week_start,iso_week,metric,statistic,title,value,unit,status,previous,change,"
                    + "four_weeks_ago,thirteen_weeks_ago,target,target_met,n")
            let rows = lines.dropFirst().map { $0.replacing("2026-03-30,2026-W14,", with: "") }
            #expect(
                rows == [
                    "interview_coverage,share,\"Customers we talked with, 13 weeks\",0.5,share,ok,,,,,,,10",
                    "action_rate,share,Feedback acted on in time,0.25,share,ok,0.5,-0.25,,,0.8,false,10",
                    "time_to_action,km_p50,Half of the feedback is acted on within,,days,not_reached,,,,,,,10",
                ])
        }
    }

    @Test func ordersSegmentsByTheirBytesAndDisarmsTheirNames() throws {
        try withLog { log, folder in
            for segment in ["b", "B", "=cmd()", "ä"] {
                try log.note("retention share", 1, of: segment, dimension: "segment", 1, 1, n: 1)
            }
            try log.note("retention share", 1, of: "b", dimension: "segment:+scheme", 1, 1, n: 1)
            let names = try lines("segments.csv", log, folder).dropFirst().map {
                $0.split(separator: ",")[2...3].joined(separator: " ")
            }
            #expect(names == ["'+scheme b", "segment '=cmd()", "segment B", "segment b", "segment ä"])
        }
    }

    @Test func saysWhatTheWeeksMetricsMeanInTheVersionThatComputedThem() throws {
        try withLog { log, folder in
            for version in 1...2 {
                try log.connection.execute(
                    """
                    insert into mart.metric_definition (
                        metric, version, question, value, unit, grain, counts, null_when, reads, parameters, source,
                        decided, sha256, valid_from)
                    values (
                        'action_rate', \(version), \("Do we act \(version)?"), 'share', 'share', 'company', 'items',
                        'never', '', '', '', '', '', \(Company.now))
                    """)
            }
            let lines = try lines("definitions.csv", log, folder)
            #expect(
                lines == [
                    "metric,title,question,unit,formula,target",
                    "action_rate,Action rate,Do we act 1?,share,"
                        + "share. Counted: items. Without a value: never,share at least 0.8",
                ])
        }
    }

    @Test func givesTheSameBytesForTheSameFigures() throws {
        try withLog { log, folder in
            try log.note("retention share", 1, of: "b", dimension: "segment", 1, 1, n: 1)
            try log.note("retention share", 1, of: "a", dimension: "segment", 1, 1, n: 1)
            let first = try Bundle(log.connection, directory: "\(folder)/1").publish(log.week, now: Company.now)
            // The rows now lie in another order on disk.
            try log.connection.execute(
                "update mart.metric_value set computed_at = computed_at + interval '1 day' where member = 'a'")
            try log.connection.execute("cluster mart.metric_value using metric_value_is_known_by_week_and_member")
            let second = try Bundle(log.connection, directory: "\(folder)/2").publish(log.week, now: Company.now)
            for file in ["metrics.csv", "summary.csv", "segments.csv", "definitions.csv", "report.html"] {
                let bytes = FileManager.default.contents(atPath: "\(first.path)/\(file)")
                #expect(bytes != nil, "\(file)")
                #expect(bytes == FileManager.default.contents(atPath: "\(second.path)/\(file)"), "\(file)")
            }
        }
    }

    private func lines(_ file: String, _ log: FigureLog, _ folder: String) throws -> [String] {
        let bundle = Bundle(log.connection, directory: folder, hasByteOrderMark: false)
        let publication = try bundle.publish(log.week, now: Company.now)
        let text = try String(contentsOfFile: "\(publication.path)/\(file)", encoding: .utf8)
        #expect(text.hasSuffix("\r\n"))
        return text.split(separator: "\r\n").map(String.init)
    }

    private func withLog(_ body: (FigureLog, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = try FigureLog()
        try log.note("interview_coverage share", 0.5, 5, 10)
        try log.note("action_rate share", 0.25)
        try log.note("action_rate share", 0.5, weeksAgo: 1)
        try log.note("time_to_action km_p50", nil, unit: "days", status: "not_reached")
        try body(log, folder)
    }
}
