import Foundation
import Records
import Testing

/// Public files in JSON, as their authors published them; skipped where they are not at hand.
@Suite(.enabled(if: SharedData.exists(SharedData.tickets)))
struct JSONFilesTests {
    private func read(_ path: String, _ columns: [String]) throws -> ReadJSON {
        try ReadJSON([UInt8](Data(contentsOf: URL(filePath: path))), columns)
    }

    /// Counts of records, as Python's json module has them, and no fault.
    @Test(arguments: [
        ("boston311-100.jsonl", ["case_enquiry_id", "open_dt"], 100), ("boston311-10.jsonl", ["case_enquiry_id"], 10),
        ("cortex_support_tickets_100.json", ["customer_id"], 200),
        ("snowflake_zendesk/zendesk_tickets_sample.json", ["ticket_id"], 3),
        ("snowflake_zendesk/ticket_metrics_sample.json", ["ticket_id"], 3),
        ("zendesk_api/tickets.json", ["id", "via.channel"], 5),
        ("zendesk_api/cursor_based_tickets.json", ["id", "via.channel"], 1),
        ("zendesk_api/ticket_fields.json", ["id", "title"], 7), ("zendesk_api/scores.json", ["id", "rating"], 1),
        ("zendesk_api/empty_result.json", ["id"], 0), ("zendesk_api/duplicate_user.json", ["id"], 0),
        ("../interviews/safi.json", ["instanceID", "interview_date"], 131),
        ("../interviews/cortex_customer_interactions_100.json", ["customer_id"], 300),
    ])
    func areReadWhole(_ name: String, _ columns: [String], _ count: Int) throws {
        let file = try read(SharedData.tickets + "/" + name, columns)
        #expect(file.isWhole && file.faults.isEmpty)
        #expect(file.cells.count == count)
        #expect(file.cells.allSatisfy { !$0[0].isEmpty })
    }

    @Test func metricSetsOfAPageGoIntoTheirTickets() throws {
        let data = try Data(contentsOf: URL(filePath: SharedData.tickets + "/zendesk_api/ticket_metrics.json"))
        let file = try ReadJSON(
            [UInt8](data), ["id", "metric_set.ticket_id", "metric_set.reply_time_in_minutes.calendar"],
            sideLoads: [JSONSideLoad(array: "metric_sets", key: "ticket_id", reference: "id", name: "metric_set")])
        #expect(file.cells.count == 3 && file.cells.allSatisfy { $0[1].isEmpty || $0[0] == $0[1] })
        #expect(file.cells.contains { !$0[1].isEmpty })
    }
}
