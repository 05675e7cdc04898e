import Intake

extension LoadingDock {
    /// Every row of every table, without numbers that depend on the order by nature.
    func content(except left: Set<String> = []) throws -> [String] {
        try Content.queries.filter { !left.contains($0.0) }.flatMap { name, query in
            try rows("select '\(name)', record::text from (\(query)) as content (record) order by 2")
        }
    }

    /// Loads a delivery from the file at `path`, which holds its text.
    @discardableResult
    func load(
        _ delivery: RandomHistory.Delivery, path: String, _ adjust: (inout LoadRequest) -> Void = { _ in }
    ) throws -> LoadSummary {
        try load(delivery.kind, path: path, at: delivery.day) {
            $0.source = delivery.source
            $0.isComplete = delivery.isComplete
            $0.acceptsVolume = true
            $0.limit = .count(0)
            adjust(&$0)
        }
    }
}

/// What is compared of the tables.
private enum Content {
    static let queries: [(String, String)] = [
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
        "select \(row) from core.\(table) as known"
    }

    /// A row without numbers, of versions of columns only their time.
    private static let row = """
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
        select ((\(row)) - array['customer_ref_id', 'assignee_ref_id', 'participant_ref_ids', 'invited_ref_ids',
                'attendee_ref_ids'])
            || jsonb_build_object('customer', customer.ref, 'people', array(
                select person.ref from unnest(\(people)) with ordinality as listed (id, place)
                left join core.person_ref as person on person.person_ref_id = listed.id order by listed.place))
        from core.\(table) as known
        left join core.customer_ref as customer on customer.customer_ref_id = known.customer_ref_id
        """
    }
}
