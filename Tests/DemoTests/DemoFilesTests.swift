import Demo
import Foundation
import Testing

@Suite struct DemoFilesTests {
    let files: DemoFiles

    init() throws { files = try DemoFiles.standard.get() }

    @Test func sameSeedAndEndGiveTheSameBytes() throws {
        #expect(try DemoFiles.write() == files.bytes)
    }

    @Test func anotherSeedMakesAnotherCompany() throws {
        let other = try DemoFiles.write(seed: 2)
        for kind in DemoCompany.kinds { #expect(other[kind] != files.bytes[kind]) }
    }

    @Test func everyDayOfAWeekMeansItsMonday() throws {
        #expect(try DemoFiles.write(end: Day(year: 2026, month: 3, day: 22)) == files.bytes)
    }

    /// Rows and FNV-1a of the bytes: a change here means that everybody's demo changes, which should be meant.
    @Test(arguments: [
        ("people", 111, "5b253a507e53892"), ("customers", 1_200, "17814fdef9316afe"),
        ("segments", 2_416, "529780f40ada224"), ("tickets", 4_591, "a30ae2931175d3ac"),
        ("interviews", 837, "14afd33ddb1878c2"), ("meetings", 27, "2b3980d2ac5f62f2"),
        ("feedback", 1_243, "49030a453dec5958"), ("actions", 2_473, "95e7682cf5d25ea5"),
    ])
    func bytesAreThoseOfEveryMachine(kind: String, rows: Int, hash: String) throws {
        let bytes = [UInt8](try #require(files.bytes[kind]))
        let found = bytes.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        #expect(files.rows(kind).count == rows)
        #expect(String(found, radix: 16) == hash)
    }

    @Test(arguments: [
        ("people", "email,name,aliases,department,title,is_leader,employed_from,employed_to,valid_from"),
        (
            "customers",
            "customer_id,name,aliases,emails,email_domains,annual_value,currency,customer_since,churned_at,country"
        ),
        ("segments", "customer_id,scheme,segment,valid_from,valid_to"),
        (
            "tickets",
            "ticket_id,customer,created_at,first_response_at,solved_at,updated_at,status,priority,channel,department,"
                + "assignee,themes,subject,description,csat"
        ),
        (
            "interviews",
            "interview_id,customer,occurred_at,duration_minutes,kind,participants,themes,title,notes,updated_at"
        ),
        ("meetings", "meeting_id,held_at,series,status,invited,attendees,customer,guest_minutes,updated_at"),
        ("feedback", "feedback_id,customer,received_at,channel,score,score_max,department,themes,text,updated_at"),
        ("actions", "item_kind,item_id,acted_at,action_kind,action_id,department,title,told_at,updated_at"),
    ])
    func headerIsCanonicalAndEveryRowAsWide(kind: String, header: String) throws {
        let table = try #require(files.tables[kind])
        #expect(table.header.joined(separator: ",") == header)
        #expect(table.widths == table.header.count...table.header.count)
    }

    @Test(arguments: [
        ("people", ["email", "valid_from"]), ("customers", ["customer_id"]),
        ("segments", ["customer_id", "scheme", "valid_from"]), ("tickets", ["ticket_id"]),
        ("interviews", ["interview_id"]), ("meetings", ["meeting_id"]), ("feedback", ["feedback_id"]),
        ("actions", ["item_kind", "item_id", "action_id"]),
    ])
    func keysAreUnique(kind: String, key: [String]) {
        let keys = files.rows(kind).map { row in key.map { row[$0] } }
        #expect(Set(keys).count == keys.count)
    }

    @Test(arguments: [
        ("tickets", ["created_at", "first_response_at", "solved_at", "updated_at"]),
        ("interviews", ["occurred_at", "updated_at"]), ("meetings", ["held_at", "updated_at"]),
        ("feedback", ["received_at", "updated_at"]), ("actions", ["acted_at", "told_at", "updated_at"]),
    ])
    func everyInstantLiesInTheYear(kind: String, columns: [String]) throws {
        // Midnight in Berlin on 2025-03-10 and 2026-03-16, both in winter time.
        let year =
            try Date("2025-03-09T23:00:00Z", strategy: .iso8601)..<Date("2026-03-15T23:00:00Z", strategy: .iso8601)
        for row in files.rows(kind) {
            for column in columns where !row[column].isEmpty {
                let moment = try #require(row.moment(column), "\(kind).\(column): \(row[column])")
                #expect(year.contains(moment), "\(kind).\(column): \(row[column])")
            }
            #expect(row.moment(columns[0]) != nil)
        }
    }

    @Test func everyActionNamesAnItem() {
        let ids = [
            "ticket": Set(files.rows("tickets").map { $0["ticket_id"] }),
            "interview": Set(files.rows("interviews").map { $0["interview_id"] }),
            "feedback": Set(files.rows("feedback").map { $0["feedback_id"] }),
        ]
        for action in files.rows("actions") { #expect(ids[action["item_kind"]]?.contains(action["item_id"]) == true) }
    }

    @Test func addressesAreInventedOnes() {
        let columns = [
            ("people", ["email", "aliases"]), ("customers", ["emails"]), ("tickets", ["customer", "assignee"]),
            ("interviews", ["customer", "participants"]), ("feedback", ["customer"]),
        ]
        for (kind, names) in columns {
            let cells = files.rows(kind).flatMap { row in names.flatMap { row.list($0) } }
            for cell in cells where cell.contains("@") {
                let address = cell.lowercased()
                #expect(address.hasSuffix(".example") || address.hasSuffix(".test"), "\(cell)")
                #expect(address.wholeMatch(of: /[a-z.\-]+@[a-z\-]+\.[a-z]+/) != nil, "\(cell)")
            }
        }
    }
}
