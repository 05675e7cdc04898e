import Foundation
import Intake
import TestSupport
import Testing

@testable import Reporting

/// The made-up companies whose figures an independent program computed.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: expectedFolder)))
struct ExpectedFilesTests {
    /// Of the other company every order of loading gives the same figures, which are compared below.
    @Test(arguments: Torture.isOn ? [ExpectedCompany.acme, .borda] : [.acme])
    func everyFigureAgrees(_ expected: ExpectedCompany) throws {
        let company = try Company(folder: expected.folder, settings: ["reporting_tz": expected.zone])
        for week in try expected.weeks { try company.compute(week) }
        try expected.compare(with: company)
        for week in try expected.weeks.suffix(1) {
            #expect(try company.compute(week).changedRows == 0, "computing again writes nothing")
        }
    }

    @Test(arguments: Torture.isOn ? [ExpectedCompany.acme, .borda] : [.borda], LoadOrder.chosen)
    func everyOrderOfLoadingGivesTheSame(_ expected: ExpectedCompany, _ order: LoadOrder) throws {
        let company = try Company(settings: ["reporting_tz": expected.zone])
        for name in order.rawValue.split(separator: " ") {
            try company.load(try #require(Kind(named: String(name))), "\(expected.folder)/\(name).csv")
        }
        for week in try expected.weeks { try company.compute(week) }
        try expected.compare(with: company)
    }

    @Test func weeksComputedBetweenTheLoadsEndUpTheSame() throws {
        let expected: ExpectedCompany = Torture.isOn ? .acme : .borda
        let company = try Company(settings: ["reporting_tz": expected.zone])
        let halves = try TicketHalves(of: "\(expected.folder)/tickets.csv")
        defer { halves.remove() }
        let steps: [[(String, String)]] = [
            [("tickets", halves.second)],
            [("actions", "actions"), ("interviews", "interviews"), ("customers", "customers")],
            [("tickets", halves.first), ("people", "people"), ("segments", "segments")],
            [("meetings", "meetings"), ("feedback", "feedback")],
        ]
        for step in steps {
            for (kind, file) in step {
                let path = file.hasPrefix("/") ? file : "\(expected.folder)/\(file).csv"
                try company.load(try #require(Kind(named: kind)), path)
            }
            for week in try company.pending(among: expected.weeks) { try company.compute(week) }
        }
        try expected.compare(with: company)
    }
}

/// The kinds in the order in which their files are loaded, some twice.
enum LoadOrder: String, CaseIterable {
    case actionsFirst = "actions tickets feedback interviews meetings segments customers people"
    case segmentsFirst = "segments people actions feedback customers meetings interviews tickets"
    case ticketsFirst = "tickets customers interviews people actions segments meetings feedback"
    case severalTwice =
        "people people customers customers tickets tickets actions interviews segments segments meetings feedback actions"

    /// All of them, or in the short run the two that differ most.
    static let chosen = Torture.isOn ? allCases : [.actionsFirst, .severalTwice]
}

/// A made-up company with expected figures.
struct ExpectedCompany: Sendable, CustomTestStringConvertible {
    let name: String
    let zone: String

    static let acme = ExpectedCompany(name: "acme", zone: "Europe/Paris")
    static let borda = ExpectedCompany(name: "borda", zone: "America/Sao_Paulo")

    var testDescription: String { name }

    var folder: String { "\(expectedFolder)/\(name)" }

    /// Weeks that have expected figures.
    var weeks: [Week] {
        get throws {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("version2-") }
            return try files.sorted().map {
                try #require(Week(String($0.dropFirst("version2-".count).dropLast(".csv".count))))
            }
        }
    }

    /// Rows that the files have and the metrics do not give yet, by a part of their names.
    private static let missing = [
        "documented_share", "retention heard ", "meeting_presence segment", " channel ", "first_response_business ",
        "resolution_business ", "promise_kept ", "follow_up ", "internal_listening ", "dogfooding ",
    ]

    /// Holds every expected row against what was computed.
    func compare(with company: Company) throws {
        let weeks = try weeks
        #expect(!weeks.isEmpty)
        for week in weeks {
            let expected = try FigureTable(file: "\(folder)/version2-\(week.start).csv").where { name in
                !Self.missing.contains { name.contains($0) }
            }
            let found = try FigureTable(company.connection, week)
            #expect(expected.rows.count > 400)
            #expect(expected.differences(from: found) { !$0.hasPrefix("data_quality") } == [], "\(week)")
        }
    }
}

/// A file of tickets cut into two that share some records.
private struct TicketHalves {
    let first: String
    let second: String
    private let folder: String

    init(of path: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // The made-up tickets have no line ends inside their cells.
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        (first, second) = ("\(folder)/first.csv", "\(folder)/second.csv")
        let records = lines.dropFirst()
        let third = records.count / 3
        for (half, part) in [(first, records.dropLast(third)), (second, records.dropFirst(third))] {
            let text = ([lines[0]] + part).joined(separator: "\n") + "\n"
            try text.write(toFile: half, atomically: true, encoding: .utf8)
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// Where the files lie, beside the checkout; the tests are left out where there are none.
private let expectedFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data").path
