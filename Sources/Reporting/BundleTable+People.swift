internal import Postgres

/// Who of us listens, and whom to listen to next. Single leaders are personal: these files are read as `earshot_exporter`.
extension BundleTable {
    /// The leaders: what they promised, what they did, and whom those who are behind may call.
    static func leaders(_ week: Week) -> BundleTable {
        BundleTable(
            file: "leaders.csv",
            query: """
                with
                week as (
                    select week.week_start, week.iso_week, week.ends_at from mart.week where week.week_start = \(week.start)
                ),
                last as (
                    select conversation.email, max(conversation.started_date) as started_date
                    from core.person_conversation as conversation
                    join week on conversation.started_at < week.ends_at
                    group by conversation.email
                ),
                call as (
                    select call.leader, string_agg(call.customer_id, ';' order by call.place) as customers
                    from mart.outreach_call as call
                    where call.week_start = \(week.start)
                    group by call.leader
                )
                select
                    week.week_start,
                    week.iso_week,
                    mart.cell(leader.member) as leader,
                    leader.value as interviews,
                    setting.value::double precision as target,
                    (leader.value >= setting.value::double precision)::text as target_met,
                    last.started_date as last_conversation,
                    mart.cell(call.customers) as call
                from week
                join mart.metric_value as leader
                    on leader.week_start = week.week_start
                    and leader.metric = 'leader_cadence'
                    and leader.dimension = 'leader'
                    and leader.statistic = 'count'
                join mart.setting_history as setting
                    on setting.setting = 'leader_interviews'
                    and setting.valid_from <= week.week_start
                    and setting.valid_to > week.week_start
                left join last on last.email = leader.member
                left join call on call.leader = leader.member
                order by leader.member collate "C"
                """)
    }

    /// The first hundred customers to talk to next, and all that a leader may call.
    static func outreach(_ week: Week) -> BundleTable {
        BundleTable(
            file: "outreach.csv",
            query: """
                select
                    outreach.week_start,
                    outreach.iso_week,
                    outreach.place,
                    mart.cell(outreach.customer_id) as customer_id,
                    mart.cell(outreach.segment) as segment,
                    outreach.why,
                    outreach.last_conversation_date as last_conversation,
                    outreach.open_feedback,
                    outreach.items_26w,
                    outreach.conversations_26w,
                    outreach.neglect,
                    mart.cell(call.leader) as leader
                from mart.outreach
                left join mart.outreach_call as call
                    on call.week_start = outreach.week_start and call.place = outreach.place
                where outreach.week_start = \(week.start)
                  and (outreach.place <= 100 or call.place is not null)
                order by outreach.place
                """)
    }
}
