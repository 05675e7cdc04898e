import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Reporting

/// The files of `sql/checks`: each finds what it is about and nothing in good figures; and what becomes of what they find.
@Suite struct CheckTests {
    @Test(arguments: CheckCase.all)
    func findsWhatItIsAbout(_ example: CheckCase) throws {
        let log = try FigureLog()
        try example.note(log)
        let findings = try Finding.all(in: log.week, log.connection, of: [.fail, .warn])
        #expect(findings.map(\.check) == (example.isFound ? [example.check] : []))
    }

    @Test func everyCheckHasACaseThatItFindsAndOneThatItDoesNot() throws {
        for check in try Check.all() {
            let cases = CheckCase.all.filter { $0.check == check.name }
            #expect(cases.contains { $0.isFound } && cases.contains { !$0.isFound }, "\(check.name)")
        }
    }

    @Test(arguments: Torture.isOn ? ["ordinary", "null"] : ["ordinary"])
    func findNothingInGoodFigures(kind: String) throws {
        let company = try Company(settings: [:])
        let metrics: Set = ["segment_neglect", "ticket_flow"]
        for fixture in Fixture.all
        where fixture.name.hasSuffix("/\(kind)") && (Torture.isOn || metrics.contains(fixture.metric)) {
            try company.hold(fixture)
            let week = try #require(try fixture.week)
            try company.compute(week, force: true)
            #expect(try Finding.all(in: week, company.connection, of: [.fail, .warn]) == [], "\(fixture.name)")
        }
    }

    @Test(
        .enabled(if: Torture.isOn && FileManager.default.fileExists(atPath: ExpectedCompany.acme.folder)),
        arguments: [ExpectedCompany.acme, .borda])
    func findNothingInTheWeeksOfACompany(_ expected: ExpectedCompany) throws {
        let company = try Company(folder: expected.folder, settings: ["reporting_tz": expected.zone])
        let last = try #require(try expected.weeks.last)
        for week in Week.span(from: last.advanced(by: -2), to: last) {
            try company.compute(week)
            #expect(try Finding.all(in: week, company.connection, of: [.fail, .warn]) == [], "\(week)")
        }
    }

    @Test func whatMustNotBeStopsTheEditionAndTheOldOneStays() throws {
        try withBundle { bundle, log in
            let first = try bundle.publish(log.week, now: Company.now)
            try log.connection.execute("update mart.metric_value set value = 1.5")
            let failure = #expect(throws: Failure.self) { try bundle.publish(log.week, now: Company.now) }
            #expect(failure?.kind == .data)
            #expect(try FileSystem().target(of: "\(bundle.directory)/\(log.week)") == ".editions/\(log.week).1")
            #expect(try FileSystem().names("\(bundle.directory)/.editions") == ["\(log.week).1"])
            #expect(Manifest.read(first.path)?.warnings == [])
        }
    }

    @Test func whatIsOnlyOddStandsInTheManifestAndTheReport() throws {
        try withBundle { bundle, log in
            try CheckCase.lostSource(log)
            _ = try bundle.publish(log.week, now: Company.now)
            let warnings = try #require(Manifest.read("\(bundle.directory)/\(log.week)")?.warnings)
            #expect(warnings.map(\.check) == ["fewer_sources"])
            let report = try Report(log.connection, week: log.week)
            #expect(report.warnings == warnings)
            let page = ReportPage(report, isColoured: false).description
            #expect(page.contains("fewer_sources"))
            #expect(page.split(separator: "\n").allSatisfy { $0.count <= ReportPage.width })
        }
    }

    @Test(arguments: ["-- severity: fail", "-- severity: perhaps", "-- rows: none\n-- rows: none"])
    func refusesAHeaderAtFault(_ lines: String) {
        let text = "-- check: odd\n-- question: Is it?\n\(lines)\nselect 1 where $1 is null"
        let failure = #expect(throws: Failure.self) { try Check(name: "odd", text: text, file: "odd.sql") }
        #expect(failure?.kind == .configuration)
    }

    private func withBundle(_ body: (Reporting.Bundle, FigureLog) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = try FigureLog()
        try log.note("retention share", 0.5, 5, 10)
        try body(Reporting.Bundle(log.connection, directory: folder), log)
    }
}
