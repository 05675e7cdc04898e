import Foundation
import Postgres
import Testing

/// Small inputs made after public reports of other programs, in `Fixtures/reports`: what they say comes out as figures.
@Suite struct ReportedFaultTests {
    /// Loads, and what the week from 2026-11-09 says then.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Whether they bring customers of their own.
        var hasCustomers = false
        /// Kind, file and options of each load.
        let loads: [[String]]
        /// Figures of the company: metric, statistic, numerator, denominator, value; empty where there is none.
        let figures: [String]
    }

    static let cases = [
        // Acme with its display name and again; nothing; d1; d1; o1; talk 1. Only the first one joins two departments.
        // In four weeks Ana had the first, two of the series, d1, d1 and o1; whom Notion calls Ana is a stranger.
        Case(
            testDescription: "talks",
            loads: [
                ["customers", "base/aliases.csv"],
                ["interviews", "addresses-with-display-names/participants.csv"],
                calendar("ics-cancelled-takes-nothing-back/cal-before.ics", source: "a", day: "20"),
                calendar("ics-cancelled-takes-nothing-back/cal.ics", source: "a", day: "21"),
                calendar("ics-cr-cr-lf/crcrlf.ics", source: "b", day: "20"),
                calendar("ics-declined-took-part/cal.ics", source: "c", day: "20"),
                calendar("ics-organizer-is-customer/cal.ics", source: "d", day: "20"),
                ["interviews", "interview-database-not-held/notion.csv"],
            ],
            figures: [
                "conversations count   6", "conversations cross_department_share 1 6 0.1667", "leader_cadence mean   6",
            ]),
        // One of Salesforce, two of each other; Salesforce has no first response.
        Case(
            testDescription: "tickets",
            loads: [
                ["tickets", "salesforce-deleted/salesforce-deleted.csv"],
                ["tickets", "time-with-utc-suffix/bigquery-utc.csv"],
                ["tickets", "zendesk-merged-tickets/zendesk-merged.csv", "--source", "a"],
                ["tickets", "zendesk-messaging-reply-seconds/zendesk-merged.json", "--source", "b"],
                ["tickets", "zendesk-resaved-by-excel/zendesk-excel-dmy.csv", "--source", "c"],
            ],
            figures: ["first_response answered_share 7 8 0.875", "ticket_flow created   9"]),
        Case(
            testDescription: "currency", hasCustomers: true,
            loads: [["customers", "currency-case/customers.csv"], ["interviews", "currency-case/interviews.csv"]],
            figures: ["interview_coverage value_share 1000 93000 0.0108"]),
        Case(
            testDescription: "domains", hasCustomers: true,
            loads: [
                ["customers", "email-domain-as-url/customers.csv"], ["tickets", "email-domain-as-url/tickets.csv"],
            ],
            figures: ["data_quality unattributed_share 0 2 0"]),
    ]

    private static func calendar(_ file: String, source: String, day: String) -> [String] {
        [
            "interviews", file, "--mapping", "google-calendar-interviews", "--source", source, "--as-of",
            "2026-11-\(day)T00:00:00Z",
        ]
    }

    private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/reports")

    /// An office that knows the people, and the customers where `hasCustomers` does not say that others come.
    private func office(hasCustomers: Bool) throws -> Office {
        let office = try Office()
        #expect(try office.earshot("settings", "set", "own_domains", "us.example").status == 0)
        for kind in hasCustomers ? ["people"] : ["people", "customers"] {
            #expect(try load([kind, "base/\(kind).csv", "--as-of", "2026-01-01"], in: office).status == 0)
        }
        return office
    }

    private func load(_ load: [String], in office: Office) throws -> Program.Outcome {
        var arguments = ["load"] + load
        arguments[2] = fixtures.appending(path: load[1]).path
        if !load.contains("--as-of") { arguments += ["--as-of", "2026-11-20T00:00:00Z"] }
        return try office.begin(arguments).wait()
    }

    @Test(arguments: cases) func theFiguresAreRight(_ example: Case) throws {
        let office = try office(hasCustomers: example.hasCustomers)
        for arguments in example.loads {
            let outcome = try load(arguments, in: office)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try office.earshot("compute", "--week", "2026-W46").status == 0)

        let connection = try office.connect()
        defer { connection.close() }
        let rows = try connection.rows(
            """
            select concat_ws(' ', metric, statistic, coalesce(trim_scale(numerator::numeric)::text, ''),
                coalesce(trim_scale(denominator::numeric)::text, ''),
                coalesce(trim_scale(round(value::numeric, 4))::text, '')) as figure
            from mart.metric_latest
            where week_start = '2026-11-09' and dimension = 'company'
            """)
        let figures: [String] = try rows.map { try $0["figure"] }
        #expect(Set(example.figures).subtracting(figures).isEmpty, "\(figures)")
    }

    @Test func idsThatLostTheirDigitsAreRefused() throws {
        let office = try office(hasCustomers: false)
        let outcome = try load(["tickets", "ids-in-e-notation/excel-ids.csv"], in: office)
        #expect(outcome.status == 65)
    }
}
