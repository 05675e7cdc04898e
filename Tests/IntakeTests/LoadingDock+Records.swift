import Intake
import Postgres
import Testing

extension LoadingDock {
    /// What a load left in the tables, as CSV.
    func records(of summary: LoadSummary) throws -> String {
        var text = ""
        let query = try query(summary.kind, load: try #require(summary.load))
        try connection.copyOut(query) { text += String(decoding: $0, as: UTF8.self) }
        return text
    }

    private func query(_ kind: String, load: Int) throws -> SQL {
        switch kind {
        case "customers":
            return """
                select customer_id, name, aliases, emails, email_domains, annual_value, currency, customer_since, churned_at,
                    country, extra
                from core.customer left join core.customer_value using (customer_id)
                where load_id = \(load) order by customer_id collate "C"
                """
        case "segments":
            return """
                select customer_id, scheme, segment from core.membership_observation
                where load_id = \(load) order by customer_id collate "C", scheme
                """
        case "interviews":
            return """
                select interview_id, ref as customer, occurred_at, extract(epoch from duration)::integer / 60 as minutes,
                    kind, (select array_agg(ref order by place)
                        from unnest(participant_ref_ids) with ordinality as listed (person_ref_id, place)
                        join core.person_ref using (person_ref_id)) as participants,
                    themes, title, notes, updated_at, extra
                from core.interview left join core.customer_ref using (customer_ref_id)
                left join core.interview_text using (source, interview_id)
                where load_id = \(load) order by interview_id collate "C"
                """
        case "meetings":
            return """
                select meeting_id, held_at, series, status, ref as customer, guest_duration, updated_at, extra,
                    (select array_agg(ref order by ref) from core.person_ref
                        where person_ref_id = any(invited_ref_ids)) as invited,
                    (select array_agg(ref order by ref) from core.person_ref
                        where person_ref_id = any(attendee_ref_ids)) as attendees
                from core.meeting left join core.customer_ref using (customer_ref_id)
                where load_id = \(load) order by meeting_id collate "C"
                """
        case "feedback":
            return """
                select feedback_id, ref as customer, received_at, channel, score, score_max, themes, text, updated_at, extra
                from core.feedback left join core.customer_ref using (customer_ref_id)
                left join core.feedback_text using (source, feedback_id)
                where load_id = \(load) order by feedback_id collate "C"
                """
        case "people":
            return """
                select email, name, (select array_agg(alias order by alias collate "C") from unnest(aliases) as alias) as aliases,
                    department, title, is_leader
                from core.person_observation join core.person using (person_id)
                where load_id = \(load) order by email collate "C"
                """
        default:
            try #require(kind == "tickets")
            return """
                select ticket_id, customer_ref.ref as customer, created_at, first_response_at, solved_at, updated_at, status,
                    priority, channel, department, person_ref.ref as assignee, themes, subject, description, csat, extra
                from core.ticket left join core.customer_ref using (customer_ref_id)
                left join core.person_ref on person_ref.person_ref_id = ticket.assignee_ref_id
                left join core.ticket_text using (source, ticket_id)
                where load_id = \(load) order by ticket_id collate "C"
                """
        }
    }
}
