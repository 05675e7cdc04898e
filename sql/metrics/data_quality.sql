-- metric: data_quality
-- question: How far can the other figures be trusted?
-- value: unattributed_share of the week's records without a known customer; rejected_share of the rows read by loads that finished
--     in the week; freshness_hours from the newest record to the week's end
-- unit: share; hours
-- grain: company, source; the week
-- counts: tickets but spam, deleted and merged ones, interviews but cancelled and dogfooding ones, and feedback; rows of every kind
--     for rejected_share
-- null: empty_denominator without records, rows read, or any record before the week's end; a source without any such record
--     has no row for what it lacks
-- reads: week, core.ticket, core.talk, core.interview, core.meeting, core.feedback, core.customer_ref, core.customer, ops.load,
--     ops.source
-- parameters: reporting_tz
-- source: sql/metrics/README.md, data_quality; interval: Wilson (1927)
-- decided: freshness looks at tickets, interviews and feedback of any status, whatever week they are of; an interview that is also
--     a meeting is the meeting; loads that were undone read nothing
with
week as (
    select * from cohort_week
),
record as (
    select ticket.source, ticket.customer_ref_id
    from core.ticket
    where not ticket.is_absent
      and (ticket.status is null or ticket.status not in ('spam', 'deleted', 'merged'))
      and ticket.created_at >= (select week.starts_at from week)
      and ticket.created_at < (select week.ends_at from week)
    union all
    select talk.source, talk.customer_ref_id
    from core.talk
    where talk.occurred_at >= (select week.starts_at from week)
      and talk.occurred_at < (select week.ends_at from week)
    union all
    select feedback.source, feedback.customer_ref_id
    from core.feedback
    where not feedback.is_absent
      and feedback.received_at >= (select week.starts_at from week)
      and feedback.received_at < (select week.ends_at from week)
),
attribution as (
    select record.source, count(*) as record_count, count(*) filter (where customer.customer_id is null) as unknown_count
    from record
    left join core.customer_ref on customer_ref.customer_ref_id = record.customer_ref_id
    left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
    group by record.source
),
loaded as (
    select load.source, sum(load.read_count)::bigint as read_count, sum(load.rejected_count)::bigint as rejected_count
    from ops.load
    cross join week
    where load.undone_at is null
      and load.finished_at >= week.starts_at
      and load.finished_at < week.ends_at
    group by load.source
),
source as (
    select distinct source.source from ops.source
    union
    select attribution.source from attribution
    union
    select loaded.source from loaded
),
-- Rows of two columns as bounds, so that the index by source and instant is read, and that only once: the newest record of a
-- silent source would be far back in the one by instant. Where a source has none it is that of another.
newest as (
    select source.source, max(record.happened_at) filter (where record.source = source.source) as happened_at
    from source
    cross join week
    cross join lateral (
        (select ticket.source, ticket.created_at from core.ticket
            where (ticket.source, ticket.created_at) < (source.source, week.ends_at) and not ticket.is_absent
            order by ticket.source desc, ticket.created_at desc limit 1)
        union all
        (select interview.source, interview.occurred_at from core.interview
            where (interview.source, interview.occurred_at) < (source.source, week.ends_at) and not interview.is_absent
                and not exists (
                    select from core.meeting
                    where meeting.source = interview.source
                      and meeting.meeting_id = interview.interview_id
                      and not meeting.is_absent)
            order by interview.source desc, interview.occurred_at desc limit 1)
        union all
        (select feedback.source, feedback.received_at from core.feedback
            where (feedback.source, feedback.received_at) < (source.source, week.ends_at) and not feedback.is_absent
            order by feedback.source desc, feedback.received_at desc limit 1)
    ) as record (source, happened_at)
    group by source.source
),
fact as (
    select
        source.source,
        coalesce(attribution.record_count, 0) as record_count,
        coalesce(attribution.unknown_count, 0) as unknown_count,
        coalesce(loaded.read_count, 0) as read_count,
        coalesce(loaded.rejected_count, 0) as rejected_count,
        newest.happened_at as newest_at
    from source
    left join attribution on attribution.source = source.source
    left join loaded on loaded.source = source.source
    left join newest on newest.source = source.source
),
line as (
    select 'source' as dimension, fact.source as member,
        fact.record_count, fact.unknown_count, fact.read_count, fact.rejected_count, fact.newest_at
    from fact
    union all
    select 'company', 'all',
        coalesce(sum(fact.record_count), 0)::bigint, coalesce(sum(fact.unknown_count), 0)::bigint,
        coalesce(sum(fact.read_count), 0)::bigint, coalesce(sum(fact.rejected_count), 0)::bigint, max(fact.newest_at)
    from fact
)
select
    line.dimension, line.member, part.statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral (
    values
        ('unattributed_share', line.unknown_count, line.record_count, line.newest_at is not null),
        ('rejected_share', line.rejected_count, line.read_count, line.newest_at is not null or line.read_count > 0)
) as part (statistic, numerator, denominator, is_in_scope)
cross join lateral mart.share(part.numerator, part.denominator, 0) as figure
where part.is_in_scope
   or line.dimension = 'company'
union all
select
    line.dimension, line.member, 'freshness_hours', 'hours',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join week
cross join lateral mart.figure(
    (date_part('epoch', week.ends_at - line.newest_at) / 3600)::double precision,
    case when line.newest_at is null then 0 else 1 end,
    0) as figure
where line.newest_at is not null
   or line.dimension = 'company'
