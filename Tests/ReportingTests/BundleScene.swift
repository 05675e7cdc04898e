import Foundation
import Postgres
import Testing

@testable import Reporting

/// A folder of bundles and its ledger, in a state to which both can be set back.
final class BundleScene {
    /// All that can be seen of both.
    struct Content: Equatable {
        /// By path in the folder: the text of a file, the target of a link, or nothing of a folder.
        var disk: [String: String]
        /// Rows of the ledger.
        var ledger: [String]

        /// What is not hidden.
        var visible: [String: String] { disk.filter { !$0.key.hasPrefix(".editions") } }
    }

    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    let company: Company
    let week = BundleScene.week
    private let latest: Reporting.Bundle.Latest
    private var template: String { "\(directory).template" }

    init(_ latest: Reporting.Bundle.Latest) throws {
        self.latest = latest
        company = try Self.stage.get().company()
    }

    func remove() {
        for path in [directory, template] { try? FileManager.default.removeItem(atPath: path) }
    }

    /// The folder; of the files only few, so that a publication is quick.
    func bundle(_ fileSystem: FileSystem = FileSystem()) -> Reporting.Bundle {
        var bundle = Reporting.Bundle(company.connection, directory: directory, latest: latest)
        bundle.fileSystem = fileSystem
        bundle.hasPage = false
        bundle.tables = { week, past in
            [.metrics(week), .restatements(week, past), .definitions(week)]
        }
        return bundle
    }

    /// Makes the state before an act, and keeps it.
    func prepare(_ act: PublicationFaultTests.Act) throws {
        if act != .firstEdition { _ = try bundle().publish(week, now: Company.now) }
        switch act {
        case .firstEdition: break
        case .secondEdition: try changeValues()
        case .repair:
            try "altered".write(
                toFile: "\(directory)/.editions/\(week).1/metrics.csv", atomically: true, encoding: .utf8)
            try FileSystem().remove("\(directory)/.editions/\(week).1/\(Manifest.file)")
            try FileSystem().remove("\(directory)/latest")
            try FileSystem().link("\(directory)/latest", to: ".editions")
        }
        for table in Self.tables {
            try company.connection.execute(
                "create temporary table \(Identifier("kept_" + table.parts[1])) as select * from \(table)")
        }
        if FileManager.default.fileExists(atPath: directory) {
            try FileManager.default.copyItem(atPath: directory, toPath: template)
        }
    }

    func perform(_ act: PublicationFaultTests.Act, _ fileSystem: FileSystem) throws {
        let repair = try bundle(fileSystem).repair(now: Company.now)
        if let failure = repair.failures.first { throw failure }
        if act != .repair { _ = try bundle(fileSystem).publish(week, now: Company.now) }
    }

    /// Sets folder and ledger back.
    func reset() throws {
        try? FileManager.default.removeItem(atPath: directory)
        if FileManager.default.fileExists(atPath: template) {
            try FileManager.default.copyItem(atPath: template, toPath: directory)
        }
        for table in Self.tables.reversed() { try company.connection.execute("delete from \(table)") }
        for table in Self.tables {
            try company.connection.execute("insert into \(table) select * from \(Identifier("kept_" + table.parts[1]))")
        }
    }

    /// Changes values without a trace of it, so that the next publication makes an edition.
    func changeValues() throws {
        try company.connection.execute("update mart.metric_value set ci_low = ci_low / 2 where metric = 'retention'")
    }

    func content() throws -> Content {
        var disk: [String: String] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: directory) ?? .init() {
            let whole = "\(directory)/\(path)"
            disk[path] =
                switch try FileSystem().kind(of: whole) {
                case .file: try String(contentsOfFile: whole, encoding: .utf8)
                case .link: try FileSystem().target(of: whole)
                default: ""
                }
        }
        let ledger = try company.connection.rows(
            """
            select concat_ws(' ', week_start, edition, edition.published_at, manifest_sha256, directory, manifest,
                publication.draft, publication.finished_at, publication.lost_at) as line
            from mart.edition
            left join ops.publication using (week_start, edition)
            union all
            select concat_ws(' ', 'draft', draft) from ops.bundle_draft
            order by line
            """
        ).map { row -> String in try row["line"] }
        return Content(disk: disk, ledger: ledger)
    }

    private static let tables = [
        Identifier("mart", "edition"), Identifier("ops", "publication"), Identifier("ops", "bundle_draft"),
    ]

    static let week = Week(containing: CalendarDate("2026-03-30") ?? CalendarDate(daysSinceUnixEpoch: 0))

    private static let stage = Result {
        let company = try Company(
            folder: "\(MetricFixtureTests.folder)/interview_coverage/ordinary",
            settings: ["reporting_tz": "Europe/Paris"])
        try company.compute(week, metrics: ["interview_coverage", "retention"])
        return Stage(company)
    }
}
