import Foundation
import Intake
import Testing

/// Public exports load whole. The numbers are those of their `MANIFEST.md`, counted there with readers that are not ours.
@Suite(.enabled(if: SharedData.isThere)) struct RealInputTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func load(_ file: String, by mapping: String) throws -> LoadSummary {
        let mapping = try MappingLibrary().mapping(mapping)
        return try dock.load(mapping.kind.name, path: SharedData.real.appending(path: file).path) {
            $0.mapping = mapping
            $0.limit = .count(0)
        }
    }

    @Test func ravenStack() throws {
        let accounts = "segments/ravenstack_accounts.csv"
        let tickets = try load("tickets/ravenstack_support_tickets.csv", by: "ravenstack-tickets")
        #expect(tickets.counts == "2000 read, 2000 loaded, 2000 unattributed, 36 out of order")
        #expect(try load(accounts, by: "ravenstack-accounts").counts == "500 read, 500 loaded")
        #expect(try load(accounts, by: "ravenstack-tiers").counts == "500 read, 500 loaded")
        #expect(
            try dock.number(
                """
                select count(*) from core.ticket join core.customer_ref using (customer_ref_id)
                join core.customer using (customer_id) join core.membership using (customer_id)
                """) == 2_000)
        #expect(
            try dock.rows(
                """
                select extract(epoch from percentile_cont(0.5) within group (order by first_response_at - created_at))::integer / 60,
                    extract(epoch from percentile_cont(0.5) within group (order by solved_at - created_at))::integer / 3600,
                    count(csat)
                from core.ticket
                """) == ["88,35,1175"])
        #expect(
            try dock.rows("select segment from core.membership group by 1 order by 1") == [
                "Basic", "Enterprise", "Pro",
            ])
    }

    @Test func boston311() throws {
        let summary = try load("tickets/boston311-100.csv", by: "boston311")
        #expect(summary.counts == "100 read, 100 loaded, 100 unattributed")
        #expect(
            try dock.rows("select status, count(*), count(solved_at) from core.ticket group by 1 order by 1") == [
                "closed,85,85", "open,15,0",
            ])
        // 13:47 in a Boston winter.
        #expect(
            try dock.rows("select created_at, department, channel from core.ticket where ticket_id = '101004143000'")
                == [
                    "\"2022-01-21 18:47:00+00\",BTDT,\"Constituent Call\""
                ])
    }

    @Test func boston311IsTheSameAsCSVAndAsJSON() throws {
        for file in ["tickets/boston311-100.csv", "tickets/boston311-100.jsonl"] {
            let mapping = try MappingLibrary().mapping("boston311")
            try dock.load("tickets", path: SharedData.real.appending(path: file).path) {
                $0.mapping = mapping
                $0.source = file
            }
        }
        // Whoever made the lines took blanks off the ends of texts, and those are kept as they come.
        #expect(
            try dock.rows(
                """
                select count(*), count(distinct (ticket_id, created_at, solved_at, status, channel, department, themes, extra,
                    btrim(subject), btrim(description)))
                from core.ticket left join core.ticket_text using (source, ticket_id)
                """) == ["200,100"])
    }

    @Test(arguments: [
        ("tickets/jira_planeso_export.csv", "tickets", "jira-issues", 22),
        ("tickets/nyc311-100.csv", "tickets", "nyc311", 100),
        ("tickets/zendesk_api/ticket_metrics.json", "tickets", "zendesk-api-tickets", 3),
        ("tickets/dbt_zendesk/ticket_data.csv", "tickets", "fivetran-zendesk-tickets", 10),
        ("tickets/dbt_hubspot/ticket_data.csv", "tickets", "hubspot-tickets", 25),
        ("segments/dbt_salesforce/sf_account_data.csv", "customers", "salesforce-accounts", 1),
    ])
    func vendorsAreRecognized(_ file: String, _ kind: String, _ mapping: String, _ count: Int) throws {
        let path = SharedData.real.appending(path: file).path
        let request = LoadRequest(kind: try #require(Kind(named: kind)), path: path)
        #expect(try MappingLibrary().recognized(request)?.name == mapping)
        #expect(try load(file, by: mapping).loaded == count)
    }

    @Test func safiInterviews() throws {
        let file = "interviews/safi_clean.csv"
        #expect(try load(file, by: "safi-villages").counts == "131 read, 3 loaded, 128 duplicate")
        #expect(try load(file, by: "safi-interviews").counts == "131 read, 131 loaded")
        #expect(
            try dock.rows(
                """
                select to_char(occurred_at, 'YYYY-MM'), count(*) from core.interview group by 1 order by 1
                """) == ["2016-11,88", "2016-12,1", "2017-04,14", "2017-05,15", "2017-06,13"])
        #expect(
            try dock.rows(
                """
                select customer_id, count(*) from core.interview join core.customer_ref using (customer_ref_id)
                group by 1 order by 1
                """) == ["Chirodzo,39", "God,43", "Ruaca,49"])
        #expect(try dock.number("select count(*) from core.interview where 'NULL' = any(themes)") == 0)
    }

    @Test func kaggleSupportTickets() throws {
        let file = "tickets/kaggle_customer_support_tickets.csv"
        #expect(
            try load(file, by: "kaggle-support-tickets").counts
                == "8469 read, 8469 loaded, 8469 unattributed, 1365 out of order, 8469 undated")
        #expect(try load(file, by: "kaggle-support-customers").counts == "8469 read, 8320 loaded, 149 duplicate")
        #expect(try dock.number("select count(*) from core.customer_ref where customer_id is null") == 0)
        #expect(
            try dock.rows("select status, count(*) from core.ticket group by 1 order by 1") == [
                "closed,2769", "open,2819", "pending,2881",
            ])
        #expect(
            try dock.rows(
                """
                select count(first_response_at), count(solved_at), count(*) filter (where csat = 'good'), count(csat) from core.ticket
                """) == ["5650,2769,1087,2769"])
    }
}
