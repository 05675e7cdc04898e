import Foundation
import Testing

@testable import Reporting

/// Cases worked out by hand: `Tests/Fixtures/<metric>/<case>/` with canonical files, `settings.csv` and `expected.csv`.
@Suite struct MetricFixtureTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path

    /// Paths of the cases below ``folder``; a folder of fixtures is one when it says what to expect.
    static let cases = (FileManager.default.subpaths(atPath: folder) ?? [])
        .filter { $0.hasSuffix("/expected.csv") && $0.split(separator: "/").count == 3 }
        .map { String($0.dropLast("/expected.csv".count)) }.sorted()

    @Test(arguments: cases)
    func givesWhatWasWorkedOutByHand(path: String) throws {
        let folder = "\(Self.folder)/\(path)"
        let metric = String(path.prefix { $0 != "/" })
        let company = try Company(folder: folder, settings: try settings(in: folder))
        let text = try String(contentsOfFile: "\(folder)/expected.csv", encoding: .utf8)
        let starts = Set(text.split(whereSeparator: \.isNewline).dropFirst().map { $0.prefix { $0 != "," } })
        #expect(starts.count == 1, "a case is about one week")
        let week = try #require(starts.first.flatMap { Week(String($0)) })
        try company.compute(week, metrics: [metric])
        let expected = try FigureTable(file: "\(folder)/expected.csv")
        let found = try FigureTable(company.connection, week)
        #expect(expected.differences(from: found) { $0.hasPrefix("\(metric) ") } == [])
    }

    /// Lines `setting,value` behind a header.
    private func settings(in folder: String) throws -> [String: String] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/settings.csv") else { return [:] }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
        return lines.reduce(into: [:]) { settings, line in
            let parts = line.split(separator: ",", maxSplits: 1).map(String.init)
            settings[parts[0]] = parts[1]
        }
    }
}
