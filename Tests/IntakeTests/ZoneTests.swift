import Intake
import Postgres
import Testing
import Warehouse

/// In which zone times without an offset are read.
@Suite struct ZoneTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func created() throws -> [String] {
        try dock.rows("select created_at from core.ticket order by ticket_id").map { $0.replacing("\"", with: "") }
    }

    @Test func timesAreOfTheSourcesZoneAndDaysOfTheReportingZone() throws {
        try Settings(dock.connection).set("reporting_tz", to: "Europe/Paris", now: dock.now)
        try dock.load(
            "tickets",
            """
            ticket_id,created_at
            1,2026-07-01T10:00:00
            2,2026-07-01
            3,2026-07-01T10:00:00Z
            4,2026-07-01 10:00:00+05:30
            """
        ) { $0.zone = "America/New_York" }
        #expect(
            try created() == [
                "2026-07-01 14:00:00+00", "2026-06-30 22:00:00+00", "2026-07-01 10:00:00+00", "2026-07-01 04:30:00+00",
            ])
    }

    @Test func theReportingZoneIsTheDefault() throws {
        try Settings(dock.connection).set("reporting_tz", to: "Asia/Kolkata", now: dock.now)
        try dock.load("tickets", "ticket_id,created_at\n1,2026-07-01T10:00:00\n")
        #expect(try created() == ["2026-07-01 04:30:00+00"])
        #expect(try dock.rows("select zone from ops.load") == ["Asia/Kolkata"])
    }

    @Test func hoursThatDoNotExistOrExistTwiceAreReadAsPostgreSQLDoesAndCounted() throws {
        let times = [
            "2026-03-29 01:59:59", "2026-03-29 02:30:00", "2026-03-29 03:00:00", "2026-10-25 02:30:00",
            "2026-10-25 03:00:00",
        ]
        let summary = try dock.load(
            "tickets", "ticket_id,created_at\n" + times.enumerated().map { "\($0),\($1)\n" }.joined()
        ) { $0.zone = "Europe/Paris" }
        #expect(summary.oddTimes == 2)
        let server = try dock.rows(
            """
            select listed::timestamp at time zone 'Europe/Paris'
            from unnest(array[\(times.map { "'\($0)'" }.joined(separator: ","))]) with ordinality as time (listed, place)
            order by place
            """
        ).map { $0.replacing("\"", with: "") }
        #expect(try created() == server)
    }

    @Test(arguments: ["Europe/Atlantis", "EST", "CET", "EST5EDT4,M3.2.0,M11.1.0", "posix/Europe/Paris", "localtime"])
    func whatIsNoNameOfIANAIsAFailureOfConfiguration(zone: String) throws {
        let failure = try #require(throws: Failure.self) {
            try dock.load("tickets", "ticket_id\n1\n") { $0.zone = zone }
        }
        #expect(failure.kind == .configuration)
    }
}
