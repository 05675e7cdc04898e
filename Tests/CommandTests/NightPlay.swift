import Foundation
import Postgres
import Testing

/// A company in Berlin whose desk delivers tickets into a folder, and a timer that calls `earshot run` at three at night, by the
/// clocks there.
final class NightPlay {
    let office: Office

    /// - Parameter more: Further sources, as YAML.
    init(more: String = "") throws {
        office = try Office()
        try FileManager.default.createDirectory(atPath: "\(office.folder)/exports", withIntermediateDirectories: true)
        try office.files.write(
            """
            sources:
              - {name: crm, kind: customers, files: exports/crm.csv}
              - name: desk
                kind: tickets
                files: exports/tickets-*.csv
                required: true
                every: 1d
                grace: 12h
            \(more)export: {dir: bundles, delimiter: ";", latest: copy}

            """, to: "earshot.yaml")
        let connection = try office.connect()
        defer { connection.close() }
        try connection.execute(
            """
            insert into core.setting (setting, valid_from, value, changed_at)
            values ('reporting_tz', '-infinity', 'Europe/Berlin', '2026-01-01')
            """)
        try deliver("customer_id,name\nc1,One\n", as: "crm.csv", on: "2026-03-09")
    }

    /// Writes a file of tickets, one opened at noon of each of these days of March.
    func deliver(
        tickets days: ClosedRange<Int>, isAnswered: Bool = false, as name: String? = nil, on date: String
    ) throws {
        let lines = days.map { day in
            let start = "2026-03-" + (day < 10 ? "0\(day)" : "\(day)")
            return "\(day),c1,\(start)T12:00:00Z,\(isAnswered ? "\(start)T13:00:00Z" : ""),open\n"
        }
        try deliver(
            "ticket_id,customer,created_at,first_response_at,status\n" + lines.joined(),
            as: name ?? "tickets-\(date).csv", on: date)
    }

    /// Writes a file as if it had come at one at night.
    func deliver(_ text: String, as name: String, on date: String) throws {
        try office.files.write(text, to: "exports/\(name)")
        let time = try #require(try? Date(Self.instant(date, "01:00"), strategy: .iso8601))
        try FileManager.default.setAttributes(
            [.modificationDate: time], ofItemAtPath: "\(office.folder)/exports/\(name)")
    }

    /// A time of a day of 2026 by the clocks of Berlin, which are set forward at two in the morning of 29 March.
    private static func instant(_ date: String, _ time: String) -> String {
        "\(date)T\(time):00\("\(date)T\(time)" < "2026-03-29T02:00" ? "+01:00" : "+02:00")"
    }

    /// What a run at a time of the day would do.
    func plan(_ date: String, at time: String) throws -> String {
        try office.begin(["run", "--dry-run", "--now", Self.instant(date, time)]).wait().output
    }

    /// The run of a night, not yet waited for.
    func begin(_ date: String, _ more: [String] = []) throws -> Program {
        try office.begin(["run", "--now", Self.instant(date, "03:00")] + more)
    }

    func run(_ date: String, _ more: String...) throws -> Program.Outcome { try begin(date, more).wait() }

    func night(_ date: String) throws -> Program.Outcome { try run(date) }

    /// Expects that a night's run does what there is to do without a word.
    func expectSilence(
        night date: String, _ more: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try begin(date, more).wait()
        #expect(outcome.status == 0, sourceLocation: sourceLocation)
        #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
        #expect(outcome.errors.isEmpty, sourceLocation: sourceLocation)
    }

    /// Begins the run of a night and kills it while it loads.
    func kill(night date: String) throws {
        let blocker = try office.connect()
        defer { blocker.close() }
        try blocker.transaction {
            try blocker.execute("lock table core.ticket in share mode")
            let run = try begin(date)
            try office.untilWaiting(sessions: 1)
            run.signal(SIGKILL)
            _ = run.wait()
        }
        try office.untilUnlocked()
    }

    /// What `status --check` says at eight in the morning.
    func check(_ date: String) throws -> Program.Outcome {
        try office.begin(["status", "--check", "--now", Self.instant(date, "08:00")]).wait()
    }

    /// The editions in the order in which they were published, such as `2026-W10.1`.
    func editions() throws -> [String] {
        try rows(
            """
            select to_char(week_start, 'IYYY-"W"IW') || '.' || edition as name
            from mart.edition
            order by published_at, week_start, edition
            """
        ).map { try $0["name"] }
    }

    func loads() throws -> Int { try office.count(Identifier("ops", "load")) }

    /// How the runs ended, in the order of their clocks; nil: one was killed.
    func exitCodes() throws -> [Int?] {
        try rows("select exit_code from ops.run order by started_at").map { try $0["exit_code"] }
    }

    /// The late sources that the manifest of a published week names.
    func staleSources(_ week: String) throws -> [String] {
        let manifest = try JSONSerialization.jsonObject(with: Data(try text("bundles/\(week)/manifest.json").utf8))
        return try #require((manifest as? [String: Any])?["stale_sources"] as? [String])
    }

    func text(_ file: String) throws -> String {
        try String(contentsOfFile: "\(office.folder)/\(file)", encoding: .utf8)
    }

    private func rows(_ query: SQL) throws -> [Row] {
        let connection = try office.connect()
        defer { connection.close() }
        return try connection.rows(query)
    }
}
