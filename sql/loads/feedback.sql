-- Feedback: staging → core.feedback and core.feedback_text (merge.sql).
--
-- table: feedback
-- key: source, feedback_id
-- columns: customer_ref_id (customer), received_at, channel, score
-- columns: score_max, department, themes, has_words (text) false, updated_at, extra
-- texts: text
-- before: received_at

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    feedback_id text not null,
    customer text,
    customer_host text,
    received_at timestamptz not null,
    channel text,
    score numeric,
    score_max numeric,
    department text,
    themes text[],
    text text,
    has_words boolean,
    updated_at timestamptz,
    extra jsonb
) on commit drop;

-- step: references
with reference as (
    select lower(customer) as ref, min(customer_host) as host
    from staging
    where customer is not null
    group by lower(customer)
),
added as (
    insert into core.customer_ref (ref, host)
    select ref, host from reference
    on conflict (ref) do nothing
    returning customer_ref_id
)
insert into fresh_customer_ref (customer_ref_id)
select customer_ref_id from added;

-- step: rejections
-- A score without score_max in its file is judged by the one that is known, as the two will stand side by side.
insert into refused (ordinal, line, column_name, rule)
select staging.ordinal, staging.line, case when 'score' = any(load.present) then 'score' else 'score_max' end,
    'score_out_of_range'
from staging
cross join load_context as load
where case
    when 'score' = any(load.present) then staging.score > coalesce(
        staging.score_max,
        case when 'score_max' <> all(load.present) then (
            select known.score_max
            from core.feedback as known
            where known.source = load.source and known.feedback_id = staging.feedback_id
        ) end,
        10)
    when 'score_max' = any(load.present) then coalesce(staging.score_max, 10) < (
        select known.score
        from core.feedback as known
        where known.source = load.source and known.feedback_id = staging.feedback_id
    )
end;

-- step: records
select load.source, staging.ordinal, staging.line, staging.feedback_id, customer_ref.customer_ref_id, staging.received_at,
    staging.channel, staging.score, staging.score_max, staging.department, staging.themes, staging.has_words,
    staging.updated_at, staging.extra, staging.text
from staging
cross join load_context as load
left join core.customer_ref as customer_ref on customer_ref.ref = lower(staging.customer)

-- step: touched
insert into touched (from_at, through_at)
select least(received_at, known_received_at), greatest(received_at, known_received_at)
from incoming
where outcome in ('loaded', 'updated');

-- step: acted
insert into acted_item (item_kind, item_id)
select 'feedback', incoming.feedback_id
from incoming
where incoming.outcome in ('loaded', 'updated')
    and exists (select from core.action where action.item_kind = 'feedback' and action.item_id = incoming.feedback_id);

-- step: absent
with changed as (
    update core.feedback as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.received_at, known.is_absent, known.feedback_id
),
acted as (
    insert into acted_item (item_kind, item_id)
    select 'feedback', feedback_id from changed
),
marked as (
    insert into touched (from_at, through_at)
    select received_at, received_at from changed
)
select count(*) from changed where is_absent;

-- step: unattributed
select count(*) from incoming
left join core.customer_ref as customer_ref on customer_ref.customer_ref_id = incoming.customer_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and customer_ref.customer_id is null;

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.feedback_id = loser.feedback_id
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
