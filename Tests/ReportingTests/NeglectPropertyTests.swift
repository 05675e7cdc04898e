import Postgres
import Testing

@testable import Reporting

/// The neglect index keeps its promises, whatever the company.
@Suite struct NeglectPropertyTests {
    @Test(arguments: [11, 12] as [UInt64]) func servingASegmentHelpsItAndHurtsNoOther(seed: UInt64) throws {
        let drawn = RandomCompany(seed: seed)
        let company = try Company(settings: MetricPropertyTests.zone)
        try drawn.load(into: company)
        var before = try Self.figures(company)
        for (number, customer) in ["big", "small", "big", "middle", "small", "middle"].compactMap({ segment in
            drawn.segments.keys.sorted().first { drawn.segments[$0] == segment }
        }).enumerated() {
            let segment = try #require(drawn.segments[customer])
            try Self.serve(customer, number, company)
            let after = try Self.figures(company)
            #expect(!after.isEmpty)
            for (name, value) in after {
                let isIndex = name.hasSuffix(" index")
                #expect(value >= 0 && value <= (isIndex ? 100 : 1), "\(name)")
                guard let old = before[name] else { continue }
                #expect(value <= old + 1e-9, "\(name) when \(segment) is served")
            }
            let served = "\(segment) \(["voice", "action", "response"][number % 3])"
            for name in [served, "\(segment) index"] {
                guard let shortfall = before[served], shortfall > 0, let old = before[name] else { continue }
                #expect(try #require(after[name]) < old, "\(name) when \(segment) is served")
            }
            before = after
        }
    }

    /// By turns: a talk with a leader, an item acted on, a ticket answered.
    private static func serve(_ customer: String, _ number: Int, _ company: Company) throws {
        switch number % 3 {
        case 0:
            try company.load(
                "interviews",
                lines: [
                    "interview_id,customer,occurred_at,participants",
                    "served\(number),\(customer),2026-04-03T09:00:00Z,p0@us.test",
                ])
        case 1:
            try company.load(
                "feedback",
                lines: [
                    "feedback_id,customer,received_at,text", "served\(number),\(customer),2026-03-01T09:00:00Z,words",
                ])
            try company.load(
                "actions", lines: ["item_kind,item_id,acted_at", "feedback,served\(number),2026-03-02T09:00:00Z"])
        default:
            try company.load(
                "tickets",
                lines: [
                    "ticket_id,customer,created_at,first_response_at",
                    "served\(number),\(customer),2026-04-01T09:00:00Z,2026-04-01T10:00:00Z",
                ])
        }
    }

    /// Indices and shortfalls of the segments, by segment and statistic.
    private static func figures(_ company: Company) throws -> [String: Double] {
        let week = try #require(Week("2026-W14"))
        let catalogue = try Catalogue().only("segment_neglect")
        _ = try MetricRun(company.connection, catalogue: catalogue).compute([week], now: Company.now)
        let rows = try company.connection.rows(
            """
            select member || ' ' || statistic as name, value
            from mart.metric_value
            where week_start = \(week.start) and metric = 'segment_neglect' and dimension = 'segment'
              and statistic <> 'contribution' and value is not null and status <> 'voice_only'
            """)
        return try rows.reduce(into: [:]) { figures, row in figures[try row["name"]] = try row["value"] }
    }
}
