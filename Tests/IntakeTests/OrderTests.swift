import Foundation
import Intake
import TestSupport
import Testing

/// Files may be loaded in any order: the tables are the same in the end.
@Suite struct OrderTests {
    /// How many random histories are tried; `ORDER_SEEDS` asks for more of them.
    private static let seeds =
        1...(ProcessInfo.processInfo.environment["ORDER_SEEDS"].flatMap { UInt64($0) } ?? (Torture.isOn ? 20 : 1))

    @Test(arguments: seeds)
    func everyOrderGivesTheSameTables(_ seed: UInt64) throws {
        let history = RandomHistory(seed: seed, deliveries: 11)
        let expected = try content(after: history.deliveries)
        for order in [history.deliveries.reversed(), history.shuffled(seed: seed)] {
            let found = try content(after: order)
            let difference = Set(found).symmetricDifference(expected).sorted()
            #expect(difference.isEmpty, "\(order.map(\.day)) against order of \(history.deliveries)")
        }
    }

    /// Every row of every table, without numbers that depend on the order by nature.
    private func content(after deliveries: [RandomHistory.Delivery]) throws -> [String] {
        let dock = try LoadingDock()
        for delivery in deliveries {
            try dock.load(delivery.kind, delivery.text, at: delivery.day) {
                $0.source = delivery.source
                $0.isComplete = delivery.isComplete
                $0.acceptsVolume = true
                $0.limit = .count(0)
            }
        }
        return try Self.queries.flatMap { name, query in
            try dock.rows("select '\(name)', record::text from (\(query)) as content (record) order by 2")
        }
    }

    private static let queries: [(String, String)] = [
        ("customer", plain("customer")), ("value", plain("customer_value")), ("handle", plain("customer_handle")),
        ("value observation", plain("customer_value_observation")), ("membership", plain("membership")),
        ("record", plain("membership_record")), ("observation", plain("membership_observation")),
        ("customer ref", "select to_jsonb(known) - 'customer_ref_id' from core.customer_ref as known"),
        ("person", "select to_jsonb(known) - 'person_id' from core.person as known"),
        ("history", ofPerson("person_history")), ("person record", ofPerson("person_record")),
        ("person handle", ofPerson("person_handle")), ("person observation", ofPerson("person_observation")),
        (
            "person ref",
            """
            select jsonb_build_object('ref', known.ref, 'email', person.email)
            from core.person_ref as known left join core.person as person on person.person_id = known.person_id
            """
        ),
        ("ticket", fact("ticket", "array[known.assignee_ref_id]")), ("ticket text", plain("ticket_text")),
        ("interview", fact("interview", "known.participant_ref_ids")), ("interview text", plain("interview_text")),
        ("meeting", fact("meeting", "known.invited_ref_ids || known.attendee_ref_ids")),
        ("feedback", fact("feedback", "null::bigint[]")), ("feedback text", plain("feedback_text")),
        ("action", plain("action")), ("action text", plain("action_text")),
        ("source", "select to_jsonb(known) - 'is_complete' from ops.source as known"),
    ]

    private static func plain(_ table: String) -> String {
        "select \(content) from core.\(table) as known"
    }

    /// A row without numbers, of versions of columns only their time.
    private static let content = """
        to_jsonb(known) - array['load_id', 'record_number', 'unchanged_since', 'column_versions'] || jsonb_build_object(
            'columns', (
                select jsonb_object_agg(version.key, version.value -> 1)
                from jsonb_each(to_jsonb(known) -> 'column_versions') as version
                where jsonb_typeof(to_jsonb(known) -> 'column_versions') = 'object'))
        """

    private static func ofPerson(_ table: String) -> String {
        """
        select (to_jsonb(known) - array['load_id', 'person_id']) || jsonb_build_object('email', person.email)
        from core.\(table) as known join core.person as person on person.person_id = known.person_id
        """
    }

    private static func fact(_ table: String, _ people: String) -> String {
        """
        select ((\(content)) - array['customer_ref_id', 'assignee_ref_id', 'participant_ref_ids', 'invited_ref_ids',
                'attendee_ref_ids'])
            || jsonb_build_object('customer', customer.ref, 'people', array(
                select person.ref from unnest(\(people)) with ordinality as listed (id, place)
                left join core.person_ref as person on person.person_ref_id = listed.id order by listed.place))
        from core.\(table) as known
        left join core.customer_ref as customer on customer.customer_ref_id = known.customer_ref_id
        """
    }
}
