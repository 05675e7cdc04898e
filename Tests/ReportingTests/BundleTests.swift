import Digest
import Foundation
import Postgres
import Testing
import Warehouse

@testable import Reporting

@Suite struct BundleTests {
    @Test func writesAnEditionWhoseManifestIsTrue() throws {
        try withBundle { bundle, company, week in
            let publication = try bundle.publish(week, now: Company.now)
            #expect(publication.edition == 1 && publication.isNew)
            let manifest = try #require(Manifest.read("\(bundle.directory)/latest"))
            let file = try #require(manifest.files.first)
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(bundle.directory)/\(week)/\(file.name)"))
            #expect(file.bytes == data.count)
            #expect(file.sha256 == SHA256.text(of: data))
            #expect(data.starts(with: [0xEF, 0xBB, 0xBF]))
            let lines = String(decoding: data.dropFirst(3), as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == file.rows + 1)
            #expect(lines.first?.hasPrefix("week_start,metric,dimension,member,statistic,unit,value,") == true)
            #expect(!lines.contains { $0.contains("\n") || $0.contains("\r") })
        }
    }

    @Test func makesNoNewEditionOfTheSameFiguresAndNeverChangesAnOldOne() throws {
        try withBundle { bundle, company, week in
            let first = try bundle.publish(week, now: Company.now)
            let content = try Data(contentsOf: URL(fileURLWithPath: "\(first.path)/metrics.csv"))
            let again = try bundle.publish(week, now: Company.now)
            #expect(again.edition == 1 && !again.isNew)
            try company.connection.execute(
                "update mart.metric_value set ci_low = ci_low / 2 where metric = 'retention'")
            let second = try bundle.publish(week, now: Company.now)
            #expect(second.edition == 2 && second.isNew)
            #expect(try Data(contentsOf: URL(fileURLWithPath: "\(first.path)/metrics.csv")) == content)
            #expect(try FileSystem().target(of: "\(bundle.directory)/\(week)") == ".editions/\(week).2")
            #expect(try FileSystem().names("\(bundle.directory)/.editions").sorted() == ["\(week).1", "\(week).2"])
        }
    }

    @Test func keepsTheLatestLinkOnTheNewestWeek() throws {
        try withBundle { bundle, company, week in
            try company.compute(week.advanced(by: -1))
            _ = try bundle.publish(week, now: Company.now)
            _ = try bundle.publish(week.advanced(by: -1), now: Company.now)
            #expect(try FileSystem().target(of: "\(bundle.directory)/latest") == "\(week)")
        }
    }

    @Test func copiesWhereLinksAreNotKnown() throws {
        try withBundle { linking, company, week in
            let folder = linking.directory
            let copying = Bundle(company.connection, directory: folder, latest: .copy)
            try company.compute(week.advanced(by: -1))
            _ = try linking.publish(week, now: Company.now)
            let first = try copying.publish(week, now: Company.now)
            #expect(!first.isNew)
            try expectCopies(of: first, ["\(folder)/\(week)", "\(folder)/latest"])
            // Whoever has opened the old one reads it to its end.
            let reader = try #require(FileHandle(forReadingAtPath: "\(folder)/latest/metrics.csv"))
            try company.connection.execute(
                "update mart.metric_value set ci_low = ci_low / 2 where metric = 'retention'")
            let second = try copying.publish(week, now: Company.now)
            #expect(second.edition == 2)
            try expectCopies(of: second, ["\(folder)/\(week)", "\(folder)/latest"])
            #expect(try reader.readToEnd() == FileManager.default.contents(atPath: "\(first.path)/metrics.csv"))
            _ = try copying.publish(week.advanced(by: -1), now: Company.now)
            try expectCopies(of: second, ["\(folder)/latest"])
            _ = try linking.publish(week, now: Company.now)
            #expect(try FileSystem().target(of: "\(folder)/latest") == "\(week)")
            #expect(try FileSystem().names("\(folder)/.editions").filter { $0.hasPrefix(".") }.isEmpty)
        }
    }

    @Test(arguments: [Reporting.Bundle.Latest.link, .copy])
    func leavesAFolderAloneThatIsNotItsOwn(latest: Reporting.Bundle.Latest) throws {
        try withBundle { bundle, company, week in
            try FileSystem().make("\(bundle.directory)/latest/photographs")
            let failure = #expect(throws: Failure.self) {
                try Bundle(company.connection, directory: bundle.directory, latest: latest)
                    .publish(week, now: Company.now)
            }
            #expect(failure?.kind == .cannotCreate)
            #expect(try FileSystem().names("\(bundle.directory)/latest") == ["photographs"])
        }
    }

    private func expectCopies(
        of publication: Publication, _ folders: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for folder in folders {
            #expect(try FileSystem().kind(of: folder) == .folder, sourceLocation: sourceLocation)
            let names = try FileSystem().names(publication.path)
            #expect(try Set(FileSystem().names(folder)) == Set(names), sourceLocation: sourceLocation)
            for name in names {
                let bytes = FileManager.default.contents(atPath: "\(publication.path)/\(name)")
                #expect(bytes == FileManager.default.contents(atPath: "\(folder)/\(name)"), "\(name)")
            }
        }
    }

    @Test func disarmsWhatASpreadsheetWouldRun() throws {
        try withBundle { bundle, company, week in
            for (number, cell) in ["=1+1", "+1", "-1", "@x", "\tx", "a=1"].enumerated() {
                try company.connection.execute(
                    """
                    insert into mart.metric_value (
                        week_start, metric, dimension, member, statistic, unit, value, n, excluded, status, version,
                        computed_at)
                    values (\(week.start), 'retention', 'segment', \(cell), \("s\(number)"), 'count', -1, 1, 0, 'ok', 1, \(Company.now))
                    """)
            }
            let publication = try bundle.publish(week, now: Company.now)
            let text = try String(contentsOfFile: "\(publication.path)/metrics.csv", encoding: .utf8)
            for cell in ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "a=1"] {
                #expect(text.contains(",segment,\(cell),"), "\(cell)")
            }
            #expect(text.contains(",count,-1,"), "numbers are never touched")
        }
    }

    @Test func refusesAWeekWithoutValuesAndAFolderItCannotWrite() throws {
        try withBundle { bundle, company, week in
            let failure = #expect(throws: Failure.self) { try bundle.publish(week.advanced(by: 10), now: Company.now) }
            #expect(failure?.kind == .usage)
            let blocked = Reporting.Bundle(company.connection, directory: "/dev/null/bundle")
            let refusal = #expect(throws: Failure.self) { try blocked.publish(week, now: Company.now) }
            #expect(refusal?.kind == .cannotCreate)
        }
    }

    private func withBundle(_ body: (Reporting.Bundle, Company, Week) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let company = try Self.stage.get().company()
        try body(Reporting.Bundle(company.connection, directory: folder), company, try #require(Self.week))
    }

    private static let week = Week("2026-W14")

    private static let stage = Result {
        let company = try Company(
            folder: "\(MetricFixtureTests.folder)/interview_coverage/ordinary",
            settings: ["reporting_tz": "Europe/Paris"])
        try company.compute(try #require(week), metrics: ["interview_coverage", "retention"])
        return Stage(company)
    }
}
