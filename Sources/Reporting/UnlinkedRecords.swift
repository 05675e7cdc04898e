public import Postgres

/// Records that name what no file has brought: actions on unknown items, segments of unknown customers.
///
/// They were loaded, and no figure counts them before what they name is loaded too.
public struct UnlinkedRecords: Encodable, Equatable, Sendable {
    /// What the records are.
    public enum Kind: String, Encodable, Sendable {
        case segments, actions
    }

    /// What they are.
    public let kind: Kind
    /// The source of the actions, or the scheme of the segments.
    public let group: String
    /// How many actions name no known item, or customers of the segments are unknown.
    public let unlinked: Int
    /// How many actions, or customers with a segment, there are.
    public let total: Int

    /// Where there are any, by kind and group.
    public static func all(_ connection: Connection) throws -> [UnlinkedRecords] {
        try connection.rows(
            """
            with
            member as (
                select distinct membership.scheme, membership.customer_id
                from core.membership
            ),
            item as (
                select 'ticket' as item_kind, source, ticket_id as item_id, is_absent from core.ticket
                union all
                select 'interview', interview.source, interview.interview_id, interview.is_absent from core.interview
                union all
                select 'feedback', feedback.source, feedback.feedback_id, feedback.is_absent from core.feedback
            ),
            withdrawn as (
                -- What its source no longer has was known: no mistake in the id.
                select item.item_kind, item.item_id
                from item
                where item.is_absent
                group by item.item_kind, item.item_id
            ),
            record as (
                select 'segments' as kind, member.scheme as "group", customer.customer_id is null as is_unlinked
                from member
                left join core.customer on customer.customer_id = member.customer_id
                union all
                select 'actions', action.source, item.item_id is null and withdrawn.item_id is null
                from core.action
                left join item on item.item_kind = action.item_kind
                    and item.source = action.resolved_source
                    and item.item_id = action.item_id
                left join withdrawn on withdrawn.item_kind = action.item_kind and withdrawn.item_id = action.item_id
                where not action.is_absent
            )
            select record.kind, record."group", count(*) as total,
                count(*) filter (where record.is_unlinked) as unlinked
            from record
            group by record.kind, record."group"
            having bool_or(record.is_unlinked)
            order by record.kind, record."group" collate "C"
            """
        ).compactMap { row in
            try Kind(rawValue: row["kind"]).map {
                UnlinkedRecords(
                    kind: $0, group: try row["group"], unlinked: try row["unlinked"], total: try row["total"])
            }
        }
    }
}
