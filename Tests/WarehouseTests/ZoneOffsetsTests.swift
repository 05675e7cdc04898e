import Postgres
import TestSupport
import Testing

@testable import Warehouse

@Suite struct ZoneOffsetsTests {
    private let database: TestDatabase
    private let connection: Connection

    init() throws {
        database = try TestDatabase()
        connection = try database.connect()
    }

    /// Compares with the server's own conversion at instants thirty days and some seconds apart, and around every change.
    @Test(arguments: [
        "UTC", "Europe/Paris", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "Africa/Casablanca",
        "Asia/Kathmandu", "Asia/Pyongyang", "Pacific/Apia", "Australia/Lord_Howe", "Antarctica/Troll",
        "America/Caracas",
    ])
    func agreesWithTheServerToTheSecond(zone: String) throws {
        let offsets = try ZoneOffsets(zone, connection)
        let starts = offsets.changes.map { "\($0.from)" }
        let seconds = offsets.changes.map(\.seconds)
        let wrong = try connection.rows(
            """
            with
            change as (
                select start::timestamptz as starts_at, seconds,
                    lead(start::timestamptz, 1, 'infinity') over (order by start::timestamptz) as ends_at
                from unnest(\(starts)::text[], \(seconds)::integer[]) as change (start, seconds)
            ),
            instant as (
                select instant from generate_series('1970-01-01 00:00+00'::timestamptz, '2100-01-01 00:00+00',
                    interval '720 hours 7 seconds') as instant
                union select starts_at from change where starts_at >= '1970-01-01'
                union select starts_at - interval '1 second' from change where starts_at >= '1970-01-01'
            )
            select from instant
            join change on instant.instant >= change.starts_at and instant.instant < change.ends_at
            where extract(epoch from (instant at time zone \(zone)) - (instant at time zone 'UTC')) <> change.seconds
            """)
        #expect(wrong.isEmpty)
        #expect(offsets.changes.first?.from == .negativeInfinity)
    }

    @Test func knowsTheTwoChangesOfAYear() throws {
        let paris = try ZoneOffsets("Europe/Paris", connection)
        let spring = try #require(Timestamp("2026-03-29 01:00:00+00"))
        let autumn = try #require(Timestamp("2026-10-25 01:00:00+00"))
        #expect(paris.changes.contains(.init(from: spring, seconds: 7200)))
        #expect(paris.changes.contains(.init(from: autumn, seconds: 3600)))
    }

    @Test func refusesAZoneTheServerDoesNotKnow() throws {
        let failure = #expect(throws: Failure.self) { try ZoneOffsets("Europe/Nowhere", connection) }
        #expect(failure?.kind == .configuration)
    }
}
