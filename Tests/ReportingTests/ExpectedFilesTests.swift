import Foundation
import Testing

@testable import Reporting

/// The made-up companies whose figures an independent program computed.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: expectedFolder)))
struct ExpectedFilesTests {
    @Test(arguments: [("acme", "Europe/Paris"), ("borda", "America/Sao_Paulo")])
    func everyFigureAgrees(name: String, zone: String) throws {
        let folder = "\(expectedFolder)/\(name)"
        let company = try Company(folder: folder, settings: ["reporting_tz": zone])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("expected-") }
        #expect(!files.isEmpty)
        for file in files.sorted() {
            let week = try #require(Week(String(file.dropFirst("expected-".count).dropLast(".csv".count))))
            try company.compute(week)
            let expected = try FigureTable(file: "\(folder)/\(file)")
            let found = try FigureTable(company.connection, week)
            #expect(expected.differences(from: found) { !$0.hasPrefix("data_quality") } == [], "\(week)")
            #expect(try company.compute(week).changedRows == 0, "computing again writes nothing")
        }
    }
}

/// Where the files lie, beside the checkout; the tests are left out where there are none.
private let expectedFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data").path
