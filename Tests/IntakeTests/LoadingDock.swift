import Foundation
import Intake
import Postgres
import TestSupport
import Testing

/// A fresh warehouse and a folder of files to load into it.
final class LoadingDock {
    let connection: Connection
    /// What the ledger is told about the time.
    var now: Timestamp
    /// The clock by which records are judged; nil: the server's.
    var clock: Timestamp?
    private let database: TestDatabase
    private let folder: URL
    private var fileCount = 0

    init() throws {
        database = try TestDatabase()
        connection = try database.connect()
        now = try instant("2026-07-01")
        clock = try instant("2027-01-01")
        folder = FileManager.default.temporaryDirectory.appending(path: "earshot-dock-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        connection.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The path of a new file with these bytes.
    func file(_ bytes: some Sequence<UInt8>) throws -> String {
        fileCount += 1
        let file = folder.appending(path: "\(fileCount).csv")
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Loads a file of this text, observed at `day`, which is a day or a time in UTC.
    @discardableResult
    func load(
        _ kind: String, _ text: String, at day: String = "2026-03-01",
        _ adjust: (inout LoadRequest) throws -> Void = { _ in }
    ) throws -> LoadSummary {
        try load(kind, path: file(text.utf8), at: day, adjust)
    }

    /// Loads the file at `path`; every summary has to account for every record.
    @discardableResult
    func load(
        _ kind: String, path: String, at day: String = "2026-03-01",
        _ adjust: (inout LoadRequest) throws -> Void = { _ in }
    ) throws -> LoadSummary {
        var request = LoadRequest(kind: try #require(Kind(named: kind)), path: path)
        request.observedAt = try instant(day)
        // Small files may be bad for the most part.
        request.limit = .share(0.99)
        request.acceptsUndated = true
        try adjust(&request)
        let summary = try Load(request, on: connection, now: now, runID: UUID().uuidString, clock: clock).run()
        #expect(summary.isAccountedFor)
        return summary
    }

    /// Loads a file that is to be refused, and gives the refusal.
    func refusal(
        _ kind: String, _ text: String, at day: String = "2026-03-01",
        _ adjust: (inout LoadRequest) throws -> Void = { _ in }
    ) throws -> Refusal {
        try refusal(kind, path: file(text.utf8), at: day, adjust)
    }

    /// Loads the file at `path`, which is to be refused, and gives the refusal.
    func refusal(
        _ kind: String, path: String, at day: String = "2026-03-01",
        _ adjust: (inout LoadRequest) throws -> Void = { _ in }
    ) throws -> Refusal {
        try #require(throws: Refusal.self) { try load(kind, path: path, at: day, adjust) }
    }

    /// Sets what the mappings of calendars ask for: our own domain is `us.example`, and every meeting counts.
    func setCalendarSettings() throws {
        try connection.execute(
            """
            insert into core.setting (setting, valid_from, value, changed_at)
            values ('own_domains', '-infinity', 'us.example', now()), ('meeting_series', '-infinity', '*', now())
            """)
    }

    /// Rows of a query as PostgreSQL writes them, without the parentheses: `a,,"b c"`.
    func rows(_ query: String) throws -> [String] {
        try connection.rows(SQL(text: "select answer::text as answer from (\(query)) as answer")).map {
            let text: String = try $0["answer"]
            return String(text.dropFirst().dropLast())
        }
    }

    /// The first value of a query's first row.
    func number(_ query: String) throws -> Int {
        try #require(try connection.rows(SQL(text: query)).first?[0])
    }

    /// Whom references mean: `ref,customer_id,rule`.
    func customerReferences() throws -> [String] {
        try rows("select ref, customer_id, rule from core.customer_ref order by ref")
    }
}

/// A day or a time in UTC.
func instant(_ text: String) throws -> Timestamp {
    let time = text.contains(":") ? text : "\(text) 00:00:00"
    return try #require(Timestamp("\(time)+00"))
}

extension LoadSummary {
    /// Whether every record read became exactly one thing.
    var isAccountedFor: Bool {
        read == loaded + updated + unchanged + duplicate + stale + rejected || status == .alreadyLoaded
    }

    /// The counts that are not zero, in the order of the summary line.
    var counts: String {
        let all: [(String, Int)] = [
            ("read", read), ("loaded", loaded), ("updated", updated), ("unchanged", unchanged),
            ("duplicate", duplicate), ("stale", stale), ("rejected", rejected), ("filtered", filtered),
            ("unattributed", unattributed), ("out of order", outOfOrder), ("undated", undated), ("absent", absent),
            ("odd times", oddTimes), ("before window", beforeWindow),
        ]
        return all.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }
}
