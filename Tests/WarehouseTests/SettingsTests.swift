import Postgres
import TestSupport
import Testing

@testable import Warehouse

@Suite struct SettingsTests {
    private let connection: Connection
    private let settings: Settings
    private let database: TestDatabase
    /// A Wednesday.
    private let now: Timestamp

    init() throws {
        database = try TestDatabase()
        connection = try database.connect()
        settings = Settings(connection)
        now = try #require(Timestamp("2026-03-11 12:00:00+00"))
    }

    @Test func hasDefaults() throws {
        let guest = try settings.get("guest_minutes", now: now)
        #expect(guest.value == "15")
        #expect(guest.validFrom == nil)
        #expect(try settings.get("reporting_currency", now: now).value == nil)
        #expect(try settings.all(now: now).count == 21)
    }

    @Test func hasARuleForEverySetting() throws {
        let names = try settings.all(now: now).map(\.name)
        #expect(names.allSatisfy { SettingRule.named($0) != nil })
    }

    @Test func changesFromTheCurrentWeekOn() throws {
        try settings.set("guest_minutes", to: "20", now: now)
        let lastWeek = try #require(Timestamp("2026-03-08 23:59:59+00"))
        #expect(try settings.get("guest_minutes", now: lastWeek).value == "15")
        let current = try settings.get("guest_minutes", now: now)
        #expect(current.value == "20")
        #expect(current.validFrom == "2026-03-09")
    }

    @Test(arguments: [
        ("berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("Europe/Pariss", "Europe/Paris"),
        ("america/new york", "America/New_York"), ("EST", "America/New_York"), ("CET", "Europe/Paris"),
        ("EST5EDT4,M3.2.0,M11.1.0", "America/New_York"), ("posix/Europe/Paris", "Europe/Paris"), ("Zulu", "UTC"),
    ])
    func suggestsTheNearestNameOfAZone(given: String, suggested: String) throws {
        let failure = #expect(throws: Failure.self) { try settings.set("reporting_tz", to: given, now: now) }
        #expect(failure?.kind == .usage)
        #expect(failure?.remedy?.contains(suggested) == true, "\(failure?.remedy ?? "")")
    }

    @Test(arguments: ["UTC", "Etc/GMT+2", "America/Argentina/Buenos_Aires", "US/Eastern"])
    func takesTheNamesOfIANA(zone: String) throws {
        try settings.set("reporting_tz", to: zone, now: now)
        #expect(try settings.get("reporting_tz", now: now).value == zone)
    }

    @Test func readsTheWeekInTheReportingZone() throws {
        try settings.set("reporting_tz", to: "Pacific/Auckland", now: now)
        let sundayInUTC = try #require(Timestamp("2026-03-15 12:00:00+00"))
        try settings.set("guest_minutes", to: "20", now: sundayInUTC)
        #expect(try settings.history("guest_minutes").map(\.validFrom) == ["2026-03-16"])
    }

    @Test func changesEarlierWeeksWhenAsked() throws {
        try settings.set("guest_minutes", to: "20", now: now)
        let monday = try #require(CalendarDate(year: 2026, month: 1, day: 5))
        try settings.set("guest_minutes", to: "25", now: now, from: monday)
        #expect(try settings.history("guest_minutes").map(\.value) == ["25"])
        let tuesday = try #require(CalendarDate(year: 2026, month: 1, day: 6))
        let failure = #expect(throws: Failure.self) {
            try settings.set("guest_minutes", to: "25", now: now, from: tuesday)
        }
        #expect(failure?.kind == .usage)
    }

    @Test(arguments: [
        ("guest_minutes", "-1"), ("guest_minutes", "1.5"), ("leader_interviews", "0"), ("neglect_target", "1.2"),
        ("neglect_lambda", "nan"), ("theme_fdr", "0x1"), ("reporting_tz", "Europe/Nowhere"),
        ("reporting_currency", "euro"), ("reporting_currency", "EUX"),
        ("earliest_event_date", "1990-02-30"), ("earliest_event_date", "1799-12-31"), ("planned_horizon_days", "0"),
        ("own_domains", "a@b.example"), ("no_such_setting", "1"),
    ])
    func refuses(name: String, value: String) throws {
        let failure = #expect(throws: Failure.self) { try settings.set(name, to: value, now: now) }
        #expect(failure?.kind == .usage)
    }

    @Test func takesDomainsInAnyCase() throws {
        try settings.set("own_domains", to: "Acme.example; acme.test", now: now)
        #expect(try settings.get("own_domains", now: now).value == "acme.example;acme.test")
    }

    @Test func fixesTheZoneByTheFirstLoad() throws {
        try settings.set("reporting_tz", to: "Europe/Paris", now: now)
        try connection.execute(
            """
            insert into ops.load (kind, source, status, file_path, file_bytes, file_modified_at, sha256, mapping,
                mapping_sha256, zone, observed_at, present_columns, ignored_columns, started_at, run_id)
            values ('tickets', 'default', 'loaded', 'x', 0, now(), '', '', '', 'UTC', now(), '{}', '{}', now(),
                gen_random_uuid())
            """)
        let failure = #expect(throws: Failure.self) {
            try settings.set("reporting_tz", to: "Europe/Berlin", now: now)
        }
        #expect(failure?.kind == .configuration)
    }
}
