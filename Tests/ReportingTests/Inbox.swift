import Foundation
import Intake
import Postgres
import Testing

@testable import Reporting

/// A company whose files are written one by one, each loaded on a day of its own.
struct Inbox {
    let company: Company
    var connection: Connection { company.connection }

    init(settings: [String: String] = [:]) throws {
        company = try Company(settings: settings)
    }

    init(on stage: Stage) throws {
        company = try stage.company()
    }

    /// Loads a file of this text that shows the world as it was at the beginning of a day, an hour later.
    /// - Parameter connection: The session that loads; nil: the company's.
    func load(
        _ kind: String, _ text: String, on day: String, source: String = "default", by connection: Connection? = nil
    ) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var request = LoadRequest(kind: try #require(Kind(named: kind)), path: path)
        request.limit = .count(0)
        request.source = source
        request.acceptsUndated = true
        request.observedAt = try instant(day)
        let now = Timestamp(microsecondsSinceUnixEpoch: try instant(day).microsecondsSinceUnixEpoch + 3_600_000_000)
        let load = try Load(
            request, on: connection ?? company.connection, now: now, runID: UUID().uuidString, clock: now)
        _ = try load.run()
    }

    /// The weeks that are marked, by their Mondays.
    func markedWeeks() throws -> [String] {
        try connection.rows("select distinct week_start::text as week_start from ops.dirty_week order by 1")
            .map { try $0["week_start"] }
    }

    /// Computes some weeks with all metrics, so that nothing is marked.
    func settle(_ weeks: [Week] = []) throws {
        for week in weeks { try company.compute(week) }
        try connection.execute("delete from ops.dirty_week")
    }
}

/// Midnight UTC of a day, or a time.
func instant(_ text: String) throws -> Timestamp {
    try #require(Timestamp(text.count == 10 ? "\(text) 00:00:00+00" : text))
}
