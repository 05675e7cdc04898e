-- After statements about people changed: the histories of the people in named_person, derived from them.

-- step: derived
create temporary table derived_person on commit drop as
with statement as (
    select record.person_id, record.valid_from as starts_at, true as is_history, {columns|, |record.$}, record.load_id
    from core.person_record as record
    join named_person on named_person.person_id = record.person_id
    union all
    select observed.person_id, observed.observed_at, false, {columns|, |observed.$}, observed.load_id
    from core.person_observation as observed
    join named_person on named_person.person_id = observed.person_id
),
version as (
    select statement.*, load.observed_at, load.sha256, load.present_columns
    from statement
    join version_load as load on load.load_id = statement.load_id
),
newest_history as (
    select distinct on (person_id) person_id, load_id, observed_at, sha256
    from version
    where is_history
    order by person_id, observed_at desc, sha256 desc, load_id desc
),
-- The newest whole history, and the snapshots after it; those before it are part of what it corrected. A column that the
-- history's file did not have keeps what the newest version before it said.
filled as (
    select version.person_id, version.starts_at, version.is_history, version.observed_at, version.sha256, version.load_id,
        version.present_columns,
        {columns|, |case
            when not version.is_history or '$' = any(version.present_columns) then version.$
            else (
                select older.$
                from version as older
                where older.person_id = version.person_id and '$' = any(older.present_columns)
                    and (older.observed_at, older.sha256, older.load_id)
                        < (version.observed_at, version.sha256, version.load_id)
                order by older.observed_at desc, older.sha256 desc, older.load_id desc,
                    older.starts_at <= version.starts_at desc,
                    case when older.starts_at <= version.starts_at then older.starts_at end desc nulls last,
                    older.starts_at
                limit 1)
        end as $}
    from version
    left join newest_history as history on history.person_id = version.person_id
    where case
        when history.person_id is null then true
        when version.is_history then version.load_id = history.load_id
        else (version.observed_at, version.sha256, version.load_id)
            > (history.observed_at, history.sha256, history.load_id)
    end
),
-- A column that a snapshot does not have keeps what held before it.
placed as (
    select filled.*,
        {columns|, |count(*) filter (where is_history or '$' = any(present_columns)) over one_person as $_place}
    from filled
    window one_person as (partition by person_id order by starts_at, observed_at, sha256, load_id)
),
carried as (
    select person_id, starts_at, observed_at, sha256, load_id,
        {columns|, |first_value($) over (
            partition by person_id, $_place order by starts_at, observed_at, sha256, load_id) as $}
    from placed
),
-- Of what starts at one instant the newest version holds. Employment is what the last row says.
row_start as (
    select distinct on (person_id, starts_at) person_id, starts_at, name, aliases, department, title,
        coalesce(is_leader, false) as is_leader,
        last_value(employed_from) over one_person as employed_from,
        last_value(employed_to) over one_person as employed_to
    from carried
    window one_person as (
        partition by person_id order by starts_at, observed_at, sha256, load_id
        rows between unbounded preceding and unbounded following)
    order by person_id, starts_at, observed_at desc, sha256 desc, load_id desc
),
change as (
    select row_start.*,
        row_number() over one_person as position,
        row(name, aliases, department, title, is_leader) is distinct from row(
            lag(name) over one_person, lag(aliases) over one_person, lag(department) over one_person,
            lag(title) over one_person, lag(is_leader) over one_person) as is_change
    from row_start
    window one_person as (partition by person_id order by starts_at)
)
select person_id, name, aliases, department, title, is_leader, employed_from, employed_to,
    case when position = 1 then '-infinity' else starts_at end as valid_from,
    lead(starts_at, 1, 'infinity') over (partition by person_id order by starts_at) as valid_to
from change
where is_change or position = 1;

-- step: touched
insert into touched (from_at, through_at)
-- Whose row only ends, or whose employment ends, at another instant was there until the earlier one all the same.
select
    case when row(derived.department, derived.is_leader, derived.employed_from)
            is not distinct from row(known.department, known.is_leader, known.employed_from)
            and derived.person_id is not null and known.person_id is not null
        then least(
            case when derived.valid_to <> known.valid_to then least(derived.valid_to, known.valid_to) end,
            case when derived.employed_to is distinct from known.employed_to
                then least(derived.employed_to, known.employed_to) end)
        else least(derived.valid_from, known.valid_from)
    end,
    'infinity'
from derived_person as derived
full join (
    select past.* from core.person_history as past
    join named_person as named on named.person_id = past.person_id
) as known on known.person_id = derived.person_id and known.valid_from = derived.valid_from
where row(derived.valid_to, derived.department, derived.is_leader, derived.employed_from, derived.employed_to)
    is distinct from row(known.valid_to, known.department, known.is_leader, known.employed_from, known.employed_to);

-- step: rows replaced
delete from core.person_history as known
using named_person as named
where known.person_id = named.person_id;

-- step: rows
insert into core.person_history (
    person_id, valid_from, valid_to, name, aliases, department, title, is_leader, employed_from, employed_to
)
select person_id, valid_from, valid_to, name, aliases, department, title, is_leader, employed_from, employed_to
from derived_person;

-- step: seen
with named_by as (
    select person_id, load_id from core.person_record
    union
    select person_id, load_id from core.person_observation
),
seen as (
    select distinct on (named.person_id) named.person_id, load.observed_at, load.source
    from named_person as named
    join named_by on named_by.person_id = named.person_id
    join version_load as load on load.load_id = named_by.load_id
    order by named.person_id, load.observed_at desc, load.sha256 desc, load.load_id desc
)
update core.person as known
set last_seen_at = seen.observed_at, source = seen.source
from seen
where known.person_id = seen.person_id
    and (known.last_seen_at, known.source) is distinct from (seen.observed_at, seen.source);

-- step: absent
with changed as (
    update core.person as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select '-infinity', 'infinity' from changed
)
select count(*) from changed where is_absent;

-- step: handles lost
delete from core.person_handle as known
using core.person as person
where person.person_id = known.person_id
    and (person.is_absent or person.person_id in (select person_id from named_person));

-- step: handles gained
insert into core.person_handle (handle, rule, person_id)
select person.email, 'email', person.person_id
from core.person as person
where not person.is_absent
union
select lower(alias), 'alias', past.person_id
from core.person_history as past
join core.person as person on person.person_id = past.person_id
cross join unnest(past.aliases) as alias
where not person.is_absent
on conflict (handle, rule, person_id) do nothing;

-- step: nobody
-- Whom an undone load alone had named.
delete from core.person as known
using named_person as named
where known.person_id = named.person_id
    and not exists (select from core.person_record as record where record.person_id = known.person_id)
    and not exists (select from core.person_observation as observed where observed.person_id = known.person_id);
