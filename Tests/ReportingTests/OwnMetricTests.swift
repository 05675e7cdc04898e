import Foundation
import Testing
import Warehouse

@testable import Reporting

/// The metric that the README adds: one SQL file and one folder of cases, and no Swift.
@Suite struct OwnMetricTests {
    private let checkout = try? Checkout()

    @Test func isComputedProvenPublishedAndExplained() throws {
        let checkout = try #require(checkout)
        let fixtures = Fixture.all(in: checkout.fixtures)
        let name = try #require(fixtures.first?.metric)
        #expect(try !Catalogue().metrics.contains { $0.name == name })
        let catalogue = try Catalogue(folder: checkout.sql).only(name)
        let company = try Company(settings: [:])
        for fixture in fixtures {
            try company.hold(fixture)
            #expect(try fixture.differences(in: company, by: catalogue) == [], "\(fixture.name)")
        }
        let week = try #require(try fixtures.last?.week)
        let edition = try Reporting.Bundle(company.connection, directory: "\(checkout.path)/bundle")
            .publish(week, now: Company.now)
        let figures = try String(contentsOfFile: "\(edition.path)/metrics.csv", encoding: .utf8)
        #expect(figures.contains(",\(name),company,all,"))
        let definitions = try String(contentsOfFile: "\(edition.path)/definitions.csv", encoding: .utf8)
        #expect(definitions.contains("\r\n\(name),\(name.capitalized),"))
    }

    @Test func itsCasesNoticeWhenItIsWrong() throws {
        let checkout = try #require(checkout)
        let fixture = try #require(Fixture.all(in: checkout.fixtures).first)
        let file = "\(checkout.sql)/metrics/\(fixture.metric).sql"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let broken = text.replacing(">= 0.9", with: "> 0.9")
        try #require(broken != text)
        try broken.write(toFile: file, atomically: true, encoding: .utf8)
        let company = try Company(settings: [:])
        try company.hold(fixture)
        let catalogue = try Catalogue(folder: checkout.sql).only(fixture.metric)
        #expect(try fixture.differences(in: company, by: catalogue) != [])
    }
}

/// A copy of `sql/` with the files that the README shows, each block under the path above it.
private final class Checkout {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    var sql: String { "\(path)/sql" }
    var fixtures: String { "\(path)/Tests/Fixtures" }

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Resources.directory("sql"), toPath: sql)
        let readme = URL(fileURLWithPath: Fixture.root).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        for block in text.matches(of: /\n`([^`\n]+)`\n\n```\w+\n([^`]*)```/) {
            let file = URL(fileURLWithPath: "\(path)/\(block.1)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try String(block.2).write(to: file, atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
