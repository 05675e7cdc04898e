import Postgres
import Testing

@testable import Reporting

/// The figures worked out in section 4 of the page of metrics; those of waiting times are the fixture `time_to_action/worked`.
@Suite struct WorkedFigureTests {
    private static let week = Week("2026-W14")

    @Test func neglectedSegments() throws {
        let segments: [(name: String, customers: Int, talks: Int, acted: (Int, Int), answered: (Int, Int))] = [
            ("enterprise", 40, 30, (48, 60), (180, 200)), ("mid-market", 260, 26, (78, 130), (320, 400)),
            ("small", 1700, 8, (63, 210), (540, 900)),
        ]
        let company = try Company(settings: [:])
        var files = [
            "customers": ["customer_id"], "segments": ["customer_id,segment"],
            "people": ["email,is_leader"] + (0..<8).map { "l\($0)@us.test,true" },
            "meetings": ["meeting_id,held_at"] + (0..<20).map { "\($0),2026-03-10T09:00:00Z" },
            "interviews": ["interview_id,customer,occurred_at,participants"],
            "feedback": ["feedback_id,customer,received_at,text"],
            "actions": ["item_kind,item_id,acted_at"], "tickets": ["ticket_id,customer,created_at,first_response_at"],
        ]
        for segment in segments {
            let customers = (0..<segment.customers).map { "\(segment.name)-\($0)" }
            func rows(_ count: Int, _ rest: (Int) -> String) -> [String] {
                (0..<count).map { "\(segment.name)-\($0),\(customers[$0 % customers.count]),\(rest($0))" }
            }
            files["customers", default: []] += customers
            files["segments", default: []] += customers.map { "\($0),\(segment.name)" }
            files["interviews", default: []] += rows(segment.talks) { _ in "2026-03-10T09:00:00Z,l1@us.test" }
            files["feedback", default: []] += rows(segment.acted.1) { _ in "2026-02-10T09:00:00Z,words" }
            files["actions", default: []] += (0..<segment.acted.0).map {
                "feedback,\(segment.name)-\($0),2026-02-20T09:00:00Z"
            }
            files["tickets", default: []] += rows(segment.answered.1) {
                "2026-03-20T09:00:00Z,\($0 < segment.answered.0 ? "2026-03-21T08:00:00Z" : "")"
            }
        }
        for (kind, lines) in files { try company.load(kind, lines: lines) }
        let figures = try figures(of: "segment_neglect", company)
        let indices = [
            "segment enterprise": 2.3, "segment mid-market": 10.5, "segment small": 63.3, "company all": 55.2,
        ]
        for (name, index) in indices {
            #expect(abs(try #require(figures["\(name) index"]) - index) < 0.05, "\(name)")
        }
        let missing = try #require(figures["segment small voice"]) * 0.4 * 100 * 1700 / 2000
        #expect(abs(missing - 28.6) < 0.05)
    }

    @Test(arguments: [(7, 9, 9.3, 9.8e-5), (3, 0, nil, 4.6e-4), (5, 20, 3.0, 0.039), (12, 90, nil, 0.093)])
    func emergingThemes(now: Int, before: Int, ratio: Double?, chance: Double) throws {
        let company = try Company(settings: [:])
        try company.load("customers", lines: ["customer_id"] + (0..<180).map { "c\($0)" })
        var lines = ["feedback_id,customer,received_at,themes"]
        for week in 0..<14 where week != 12 {
            let named = week == 13 ? now : (before * (week + 1)) / 12 - (before * week) / 12
            let second = RandomCompany.end - (14 - week) * 7 * 86_400 + 3 * 86_400
            lines += (0..<180).map {
                "\(week)-\($0),c\($0),\(RandomCompany.text(second)),\($0 < named ? "theme" : "other")"
            }
        }
        try company.load("feedback", lines: lines)
        let figures = try figures(of: "emerging_themes", company)
        let found = try #require(figures["theme theme p_value"])
        #expect(abs(found - chance) < 0.02 * chance, "\(found)")
        if let ratio { #expect(abs(try #require(figures["theme theme ratio"]) - ratio) < 0.05) }
        if before == 0 { #expect(figures["theme theme ratio"] == nil) }
    }

    /// Values by dimension, member and statistic, without those that are NULL.
    private func figures(of metric: String, _ company: Company) throws -> [String: Double] {
        let week = try #require(Self.week)
        let run = MetricRun(company.connection, catalogue: try Catalogue().only(metric))
        _ = try run.compute([week], now: Company.now)
        return try FigureTable(company.connection, week).rows.reduce(into: [:]) { figures, row in
            guard row.key.hasPrefix("\(metric) ") else { return }
            figures[String(row.key.dropFirst(metric.count + 1))] = Double(row.value[1])
        }
    }
}
