import Demo
import Foundation
import Testing

/// What leadership is to find in the demo, recounted from its files.
@Suite struct DemoStoryTests {
    let files: DemoFiles

    init() throws { files = try DemoFiles.standard.get() }

    /// Whole weeks before the end of the year, 0 in the newest one; close enough for counting across changes of the clock.
    private func age(_ moment: Date?) -> Int {
        guard let moment else { return .max }
        let end = Double(DemoFiles.end.daysSinceUnixEpoch) * 86_400 - 3_600
        return Int((end - moment.timeIntervalSince1970) / (7 * 86_400))
    }

    /// A customer's newest segment, under each reference that leads to it.
    private var segments: [String: String] {
        let rows = files.rows("segments").filter { $0["scheme"].isEmpty && $0["valid_to"].isEmpty }
        let byId = Dictionary(rows.map { ($0["customer_id"], $0["segment"]) }) { first, _ in first }
        return byId.merging(
            files.rows("customers").flatMap { row in
                (row.list("emails") + row.list("aliases")).compactMap { name in
                    byId[row["customer_id"]].map { (name, $0) }
                }
            }
        ) { first, _ in first }
    }

    private func rows(_ kind: String, of segment: String) -> [DemoTable.Row] {
        let segments = segments
        return files.rows(kind).filter { segments[$0["customer"]] == segment }
    }

    private var leaders: Set<String> {
        Set(files.rows("people").filter { $0["is_leader"] == "true" }.map { $0["email"] })
    }

    private func share(_ rows: [DemoTable.Row], where holds: (DemoTable.Row) -> Bool) -> Double {
        Double(rows.filter(holds).count) / Double(rows.count)
    }

    @Test func sizesAreThoseOfAMiddlingCompany() {
        let people = Set(files.rows("people").map { $0["email"] })
        #expect((85...95).contains(people.count))
        #expect((12...14).contains(leaders.count))
        #expect(files.rows("customers").count == 1_200)
        #expect((4_000...6_000).contains(files.rows("tickets").count))
        #expect(Set(files.rows("customers").map { $0["currency"] }) == ["EUR", "CHF"])
        #expect(Set(files.rows("segments").map { $0["scheme"] }) == ["", "region"])
    }

    @Test func smallCustomersAreAnsweredLateOrNever() {
        func answered(_ segment: String) -> Double {
            share(rows("tickets", of: segment)) { !$0["first_response_at"].isEmpty }
        }
        func withinADay(_ segment: String) -> Double {
            share(rows("tickets", of: segment)) {
                $0.minutes(from: "created_at", to: "first_response_at").map { $0 <= 1_440 } ?? false
            }
        }
        #expect(answered("enterprise") > 0.94)
        #expect((0.6...0.8).contains(answered("small")))
        #expect(withinADay("enterprise") > withinADay("small") + 0.3)
    }

    @Test func smallCustomersAreHardlyHeardAndHardlyActedFor() {
        #expect(rows("interviews", of: "enterprise").count > 4 * rows("interviews", of: "small").count)
        let acted = Set(files.rows("actions").filter { $0["item_kind"] == "ticket" }.map { $0["item_id"] })
        func actedShare(_ segment: String) -> Double {
            share(rows("tickets", of: segment)) { acted.contains($0["ticket_id"]) }
        }
        #expect(actedShare("enterprise") > 0.6)
        #expect(actedShare("small") < 0.15)
    }

    @Test func smallCustomersLeaveMoreOften() {
        let segments = segments
        func churn(_ segment: String) -> Double {
            share(files.rows("customers").filter { segments[$0["customer_id"]] == segment }) {
                !$0["churned_at"].isEmpty
            }
        }
        #expect(churn("small") > 2 * churn("enterprise"))
    }

    @Test func leadersStoppedTalkingToCustomersAllButTwo() {
        let talks = files.rows("interviews").filter { leaders.contains($0.list("participants").first ?? "") }
        let firstQuarter = talks.filter { age($0.moment("occurred_at")) >= 40 }
        let lastQuarter = talks.filter { age($0.moment("occurred_at")) < 11 }
        #expect(firstQuarter.count > 3 * lastQuarter.count)
        let newest = lastQuarter.filter { age($0.moment("occurred_at")) < 4 }
        let counts = Dictionary(grouping: newest) { $0.list("participants")[0] }.mapValues(\.count)
        #expect(counts.values.filter { $0 >= 2 }.count == 2)
    }

    @Test func latePayoutsBreakOutInTheNewestWeek() {
        let naming = files.rows("tickets").filter { $0.list("themes").contains("payout-delay") }
        let byAge = Dictionary(grouping: naming) { age($0.moment("created_at")) }
        #expect(Set((byAge[0] ?? []).map { $0["customer"] }).count >= 15)
        for week in 2..<53 { #expect((byAge[week] ?? []).count <= 2, "\(week) weeks before") }
    }

    @Test func aboutHalfOfTheMeetingsHaveAGuest() {
        let held = files.rows("meetings").filter { $0["status"] == "held" }
        #expect((24...27).contains(files.rows("meetings").count))
        #expect((0.35...0.7).contains(share(held) { !$0["customer"].isEmpty }))
        for meeting in held { #expect(Set(meeting.list("attendees")).isSubset(of: meeting.list("invited"))) }
    }

    @Test func aReorganisationRenamesTwoDepartments() {
        let departments = Set(files.rows("people").map { $0["department"] })
        #expect(departments.isSuperset(of: ["Marketing", "Growth", "Operations", "Customer Operations"]))
        #expect(Set(files.rows("people").map { $0["valid_from"] }) == ["", "2025-10-20"])
    }

    @Test func theExportsHaveTheQuirksOfRealOnes() {
        let tickets = files.rows("tickets")
        #expect(tickets.contains { ($0.minutes(from: "created_at", to: "first_response_at") ?? 0) < 0 })
        #expect(Set(tickets.map { $0["status"] }).isSuperset(of: ["spam", "merged", "deleted", "hold", "solved"]))
        #expect(Set(tickets.map { $0["csat"] }) == ["", "good", "bad"])
        #expect(tickets.contains { $0["customer"].isEmpty })
        #expect(tickets.contains { $0["customer"].hasSuffix("-unknown.test") })
        #expect(files.rows("customers").filter { $0["email_domains"] == "webhaus-mail.example" }.count > 1)
        #expect(files.rows("actions").contains { $0["title"].hasPrefix("Declined: ") })
        #expect(files.rows("actions").contains { !$0["told_at"].isEmpty })
    }

    @Test func nightsAndWeekendsAreQuiet() {
        let created = files.rows("tickets").compactMap { $0.moment("created_at") }
        // Days since the epoch began on a Thursday; an hour's error of the zone matters little to a weekend.
        let weekend = created.filter { (Int($0.timeIntervalSince1970 + 3_600) / 86_400 + 3) % 7 >= 5 }
        #expect(Double(weekend.count) < 0.1 * Double(created.count))
        #expect(!weekend.isEmpty)
    }
}
