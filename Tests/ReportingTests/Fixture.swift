import Foundation
import Intake
import Postgres

@testable import Reporting

/// A case worked out by hand: `Tests/Fixtures/<metric>/<case>/` with canonical files and `expected.csv`.
///
/// `<kind>.csv` holds records; `<kind>+<source>.csv` those of another source; `<kind>@<time>.csv` what a delivery of that time
/// showed. `settings.csv` says which settings hold;
/// `loaded_at.txt`, where there is one, when the loads finished.
struct Fixture: Sendable {
    /// `<metric>/<case>`.
    let name: String
    /// Path of the folder that holds it and others.
    let root: String

    /// Path of the folder of those in the repository.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path

    /// Those in the repository.
    static let all = all(in: root)

    /// Those in a folder, by name; a folder is one when it says what to expect.
    static func all(in root: String) -> [Fixture] {
        (FileManager.default.subpaths(atPath: root) ?? [])
            .filter { $0.hasSuffix("/expected.csv") && $0.split(separator: "/").count == 3 }
            .map { Fixture(name: String($0.dropLast("/expected.csv".count)), root: root) }
            .sorted { $0.name < $1.name }
    }

    /// The metrics that have any in the repository.
    static let metrics = Set(all.map(\.metric)).sorted()

    /// The week of cases that expect no row at all.
    private static let usualWeek = Week("2026-W14")

    var folder: String { "\(root)/\(name)" }

    var metric: String { String(name.prefix { $0 != "/" }) }

    /// The only week that is expected.
    var week: Week? {
        get throws {
            let starts = Set(try lines(of: "expected.csv").map { $0.prefix { $0 != "," } })
            return starts.isEmpty ? Self.usualWeek : starts.count == 1 ? starts.first.flatMap { Week(String($0)) } : nil
        }
    }

    var settings: [String: String] {
        get throws {
            try lines(of: "settings.csv").reduce(into: [:]) { settings, line in
                let parts = line.split(separator: ",", maxSplits: 1).map(String.init)
                settings[parts[0]] = parts[1]
            }
        }
    }

    /// When the loads finished; nil: it does not matter.
    var loadedAt: Timestamp? {
        get throws {
            guard let data = FileManager.default.contents(atPath: "\(folder)/loaded_at.txt") else { return nil }
            return Self.instant(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines))
        }
    }

    /// The files of records, in the order in which they are loaded.
    var deliveries: [(kind: Kind, source: String?, path: String, observedAt: Timestamp?)] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { file in
                let parts = file.dropLast(".csv".count).split(separator: "@")
                let names = parts[0].split(separator: "+").map(String.init)
                guard file.hasSuffix(".csv"), let kind = Kind(named: names[0]) else { return nil }
                return (
                    kind, names.count > 1 ? names[1] : nil, "\(folder)/\(file)",
                    parts.count > 1 ? Self.instant(String(parts[1])) : nil
                )
            }
        }
    }

    /// What a company that holds the case gets wrong.
    func differences(in company: Company, by catalogue: Catalogue) throws -> [String] {
        guard let week = try week else { return ["a case is about one week"] }
        let run = MetricRun(company.connection, catalogue: catalogue)
        _ = try run.compute([week], force: true, now: Company.now)
        let expected = try FigureTable(file: "\(folder)/expected.csv")
        return expected.differences(from: try FigureTable(company.connection, week)) { $0.hasPrefix("\(metric) ") }
    }

    /// The lines of a file behind its header; none where there is no file.
    private func lines(of file: String) throws -> [Substring] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else { return [] }
        return Array(String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst())
    }

    /// Reads `2026-04-01` and `2026-04-01T12:00:00Z`.
    private static func instant(_ text: String) -> Timestamp? {
        let civil = text.replacing("T", with: " ").replacing("Z", with: "")
        return Timestamp("\(civil)\(civil.contains(" ") ? "" : " 00:00:00")+00")
    }
}

extension Catalogue {
    /// A metric and what it reads, so that nothing else is computed.
    func only(_ name: String) throws -> Catalogue {
        var needed: Set = [name]
        for metric in metrics.reversed() where needed.contains(metric.name) { needed.formUnion(metric.reads) }
        return try Catalogue(metrics: metrics.filter { needed.contains($0.name) }, cohorts: cohorts)
    }
}
