-- After an undo: which files are to be loaded again for the records that it removed although other loads hold them. A
-- load need not be whose columns another one has, too, where that one certainly holds a newer version of the record.

-- step: missing
with lost as (
    select range_agg(int8range(record_number, record_number, '[]')) as numbers
    from undone_record
    where fate = 'lost'
),
holder as (
    select load.load_id, load.observed_at, load.sha256 collate "C" as sha256, load.held,
        coalesce(load.behind, int8multirange()) as behind, load.holds_exactly,
        'updated_at' = any(load.present_columns) as has_updates,
        array(select name from unnest(array[{shown|, |'@'}]) as name where name = any(load.present_columns)) as present
    from ops.load as load
    join load_context as context on context.kind = load.kind
    join lost on load.held && lost.numbers
    where load.status = 'loaded' and load.undone_at is null
),
needed as (
    select holder.load_id,
        holder.held * lost.numbers - coalesce(
            range_agg(
                case when newer.has_updates or holder.has_updates then newer.held - newer.behind else newer.held end),
            int8multirange()) as numbers
    from holder
    cross join lost
    left join holder as newer on newer.holds_exactly and newer.present @> holder.present
        and newer.load_id <> holder.load_id
        and case
            when newer.has_updates or holder.has_updates then newer.load_id > holder.load_id
            else (newer.observed_at, newer.sha256, newer.load_id) > (holder.observed_at, holder.sha256, holder.load_id)
        end
    where holder.load_id <> (select load_id from load_context)
    group by holder.load_id, holder.held, lost.numbers
)
update ops.load as load
set missing = coalesce(load.missing, int8multirange()) + needed.numbers
from needed
where load.load_id = needed.load_id and not isempty(needed.numbers);
