-- The roles of earshot and what each may do in this database. `earshot migrate` runs it after the views; an administrator
-- can, in one transaction: `psql --single-transaction --file roles.sql`. Safe to repeat: rights converge on what stands here.
--
-- Nobody logs in as one of these; make logins members: `create role anna login in role earshot_analyst`.
--
-- | role             | may                                                                                              |
-- |------------------|--------------------------------------------------------------------------------------------------|
-- | earshot_owner    | everything; owns the schemas and all that is in them, so it may migrate                          |
-- | earshot_loader   | load, compute, publish, set settings: reads all, writes what these write, changes no definition  |
-- | earshot_analyst  | read mart and call its functions, but for the figures of single leaders                          |
-- | earshot_exporter | publish: read mart, leaders and their conversations, the ledger of loads; record editions         |
--
-- Everybody else (public) has no right in our schemas. The database itself and the schema public, which others may use
-- too, keep the rights they have.
--
-- A view reads its tables with the rights of its owner, but the functions it calls run with those of its reader: a view of
-- mart must not call a function that reads another schema.

-- Roles belong to the whole cluster: another database may have made them, or be making them at this moment.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['earshot_owner', 'earshot_loader', 'earshot_analyst', 'earshot_exporter'] loop
        if to_regrole(wanted) is null then
            begin
                execute format('create role %I nologin', wanted);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
end
$$;

-- Only what is lacking is granted, since it takes the owner of the database.
do $$
declare
    lacking record;
begin
    for lacking in
        select wanted.role, wanted.privilege
        from (
            values
                ('earshot_owner', 'connect'),
                ('earshot_owner', 'create'),
                ('earshot_owner', 'temporary'),
                ('earshot_loader', 'connect'),
                ('earshot_loader', 'temporary'),
                ('earshot_analyst', 'connect'),
                ('earshot_exporter', 'connect')
        ) as wanted (role, privilege)
        where not has_database_privilege(wanted.role, current_database(), wanted.privilege)
    loop
        execute format('grant %s on database %I to %I', lacking.privilege, current_database(), lacking.role);
    end loop;
end
$$;

-- Who has migrated so far goes on doing so, as a member of the owner. From PostgreSQL 16 on whoever makes a role may grant it,
-- but neither has its rights nor may set it, which `alter … owner to` takes; before, a membership was one or the other.
do $$
declare
    former record;
    is_split constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    for former in
        select role.rolname as name
        from pg_roles as role
        where (
            role.rolname = current_user
            or role.oid in (
                select namespace.nspowner from pg_namespace as namespace where namespace.nspname in ('core', 'mart', 'ops')))
          and not (
            pg_has_role(role.oid, 'earshot_owner', 'usage')
            and pg_has_role(role.oid, 'earshot_owner', case when is_split then 'set' else 'member' end))
    loop
        begin
            execute format(
                'grant earshot_owner to %I %s', former.name, case when is_split then 'with inherit true, set true' end);
        exception when unique_violation then
            null;
        end;
    end loop;
end
$$;

-- The schemas go first: the owner of a table must be allowed to create in its schema.
do $$
declare
    stray record;
begin
    for stray in
        select 1 as place, format('schema %I', namespace.nspname) as object
        from pg_namespace as namespace
        where namespace.nspname in ('core', 'mart', 'ops') and namespace.nspowner <> 'earshot_owner'::regrole
        union all
        -- Views too; a sequence follows the column it numbers.
        select 2, format('table %I.%I', namespace.nspname, relation.relname)
        from pg_class as relation
        join pg_namespace as namespace on namespace.oid = relation.relnamespace
        where namespace.nspname in ('core', 'mart', 'ops')
          and relation.relkind in ('r', 'p', 'v', 'm', 'f')
          and relation.relowner <> 'earshot_owner'::regrole
        union all
        select 3, format('routine %s', routine.oid::regprocedure)
        from pg_proc as routine
        join pg_namespace as namespace on namespace.oid = routine.pronamespace
        where namespace.nspname in ('core', 'mart', 'ops') and routine.proowner <> 'earshot_owner'::regrole
        order by place, object
    loop
        execute format('alter %s owner to earshot_owner', stray.object);
    end loop;
end
$$;

revoke all on schema core, mart, ops from public, earshot_loader, earshot_analyst, earshot_exporter;
revoke all on all tables in schema core, mart, ops from public, earshot_loader, earshot_analyst, earshot_exporter;
revoke all on all sequences in schema core, mart, ops from public, earshot_loader, earshot_analyst, earshot_exporter;
revoke all on all routines in schema core, mart, ops from public, earshot_loader, earshot_analyst, earshot_exporter;

grant usage on schema core, mart, ops to earshot_loader;
grant usage on schema mart to earshot_analyst;
grant usage on schema core, mart, ops to earshot_exporter;

grant select on all tables in schema core, mart, ops to earshot_loader;
grant select on all tables in schema mart to earshot_analyst, earshot_exporter;
grant execute on all routines in schema core, mart to earshot_loader;
grant execute on all routines in schema mart to earshot_analyst, earshot_exporter;

-- Records, and the references they are known by; an undone load's records go.
grant insert, update, delete on
    core.customer, core.person,
    core.interview, core.interview_text,
    core.meeting,
    core.ticket, core.ticket_text,
    core.feedback, core.feedback_text,
    core.action, core.action_text
to earshot_loader;
grant insert, update on core.customer_ref, core.person_ref to earshot_loader;
grant update on core.resolution to earshot_loader;
grant usage on sequence
    core.customer_record_number_seq, core.interview_record_number_seq, core.meeting_record_number_seq,
    core.ticket_record_number_seq, core.feedback_record_number_seq, core.action_record_number_seq
to earshot_loader;
-- What each load said, and what is derived from it: replaced rather than changed.
grant insert, delete on
    core.customer_value_observation, core.customer_value, core.customer_handle,
    core.person_observation, core.person_record, core.person_history, core.person_handle,
    core.membership_observation, core.membership_delivery, core.membership_record, core.membership,
    core.setting, ops.lost_record
to earshot_loader;
-- The ledger only grows; of a load it changes that it was undone, and what is missing of it since.
grant insert on ops.load, ops.rejection to earshot_loader;
grant update (undone_at, undone_by, missing) on ops.load to earshot_loader;
grant usage on sequence ops.load_load_id_seq to earshot_loader;
grant delete on ops.source to earshot_loader;
grant insert, update on ops.source, ops.run to earshot_loader;
grant insert, delete on ops.dirty_week to earshot_loader;
grant insert, update, delete on mart.metric_value to earshot_loader;
grant insert on mart.metric_definition, mart.metric_revision, mart.edition to earshot_loader;
-- A value that is again as it was published.
grant delete on mart.metric_revision to earshot_loader;
grant insert, update on ops.publication to earshot_loader;
grant insert, delete on ops.bundle_draft to earshot_loader;

-- When each leader last talked with a customer.
grant select on core.person_conversation to earshot_exporter;
-- When the data were last loaded, and whether the schema is the program's.
grant select on ops.load, ops.migration, ops.view_set to earshot_exporter;
grant insert on mart.edition to earshot_exporter;
grant select, insert, update on ops.publication to earshot_exporter;
grant select, insert, delete on ops.bundle_draft to earshot_exporter;

-- Figures of single leaders are personal. Made once, since each statement waits for whoever reads the table.
do $$
declare
    held text;
begin
    foreach held in array array['metric_value', 'metric_revision'] loop
        if not exists (
            select
            from pg_policy as policy
            where policy.polrelid = format('mart.%I', held)::regclass and policy.polname = 'leaders_are_hidden_from_analysts'
        ) then
            execute format(
                'create policy leaders_are_hidden_from_analysts on mart.%I'
                ' for select to earshot_analyst using (dimension <> ''leader'')',
                held);
            execute format(
                'create policy every_row_is_for_loading_and_export on mart.%I'
                ' for all to earshot_loader, earshot_exporter using (true) with check (true)',
                held);
            execute format('alter table mart.%I enable row level security', held);
        end if;
    end loop;
end
$$;

-- For what the owner makes until this runs again.
alter default privileges for role earshot_owner revoke execute on routines from public;
alter default privileges for role earshot_owner in schema core, mart, ops grant select on tables to earshot_loader;
alter default privileges for role earshot_owner in schema core, mart grant execute on routines to earshot_loader;
alter default privileges for role earshot_owner in schema mart grant select on tables to earshot_analyst, earshot_exporter;
alter default privileges for role earshot_owner in schema mart grant execute on routines to earshot_analyst, earshot_exporter;
