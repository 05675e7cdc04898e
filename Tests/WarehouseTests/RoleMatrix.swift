import Postgres

/// Which privilege each role, and everybody, should have on each object of our schemas, and how the database differs.
enum RoleMatrix {
    /// The first rule that fits a role and an object holds; an object that none fits is a fault.
    private static let rules: [(role: String, objects: String, privileges: String)] = [
        ("public", ".*", ""),

        ("earshot_owner", "schema .*", "create usage"),
        ("earshot_owner", "(table|view) .*", "delete insert references select trigger truncate update"),
        ("earshot_owner", "sequence .*", "select update usage"),
        ("earshot_owner", "routine .*", "execute"),

        ("earshot_analyst", "schema mart", "usage"),
        ("earshot_analyst", #"(table|view) mart\..*"#, "select"),
        ("earshot_analyst", #"routine mart\..*"#, "execute"),
        ("earshot_analyst", #"\w+ (core|ops)(\..*)?"#, ""),

        ("earshot_exporter", "schema .*", "usage"),
        ("earshot_exporter", #"table mart\.edition"#, "insert select"),
        ("earshot_exporter", #"(table|view) mart\..*"#, "select"),
        ("earshot_exporter", #"routine mart\..*"#, "execute"),
        ("earshot_exporter", #"view core\.person_conversation"#, "select"),
        ("earshot_exporter", #"table ops\.(load|migration|view_set)"#, "select"),
        ("earshot_exporter", #"table ops\.publication"#, "insert select update"),
        ("earshot_exporter", #"table ops\.bundle_draft"#, "delete insert select"),
        ("earshot_exporter", #"\w+ (core|ops)(\..*)?"#, ""),

        ("earshot_loader", "schema .*", "usage"),
        ("earshot_loader", "view .*", "select"),
        ("earshot_loader", #"routine (core|mart)\..*"#, "execute"),
        ("earshot_loader", #"sequence ops\.load_load_id_seq"#, "usage"),
        ("earshot_loader", #"sequence core\.\w+_record_number_seq"#, "usage"),
        ("earshot_loader", #"sequence core\..*"#, ""),
        ("earshot_loader", #"table core\.(customer|person)_ref"#, "insert select update"),
        (
            "earshot_loader", #"table core\.(customer|person|interview|meeting|ticket|feedback|action)"#,
            "delete insert select update"
        ),
        ("earshot_loader", #"table core\.(customer_value|person|membership)_observation"#, "delete insert select"),
        ("earshot_loader", #"table core\.membership_delivery"#, "delete insert select"),
        ("earshot_loader", #"table core\.(interview|ticket|feedback|action)_text"#, "delete insert select update"),
        ("earshot_loader", #"table core\.(customer_value|customer_handle|setting)"#, "delete insert select"),
        ("earshot_loader", #"table core\.(person_record|person_history|person_handle)"#, "delete insert select"),
        ("earshot_loader", #"table core\.(membership|membership_record)"#, "delete insert select"),
        ("earshot_loader", #"table core\.setting_definition"#, "select"),
        ("earshot_loader", #"table core\.resolution"#, "select update"),
        ("earshot_loader", #"table ops\.load"#, "insert select update"),
        ("earshot_loader", #"table ops\.rejection"#, "insert select"),
        ("earshot_loader", #"table ops\.source"#, "delete insert select update"),
        ("earshot_loader", #"table ops\.(run|publication)"#, "insert select update"),
        ("earshot_loader", #"table ops\.bundle_draft"#, "delete insert select"),
        ("earshot_loader", #"table ops\.lost_record"#, "delete insert select"),
        ("earshot_loader", #"table ops\.dirty_week"#, "delete insert select"),
        ("earshot_loader", #"table ops\.(migration|view_set)"#, "select"),
        ("earshot_loader", #"table mart\.target"#, "select"),
        ("earshot_loader", #"table mart\.metric_value"#, "delete insert select update"),
        ("earshot_loader", #"table mart\.metric_revision"#, "delete insert select"),
        ("earshot_loader", #"table mart\.(metric_definition|edition)"#, "insert select"),
    ]

    /// A line for each role and object whose privileges are not those of the rules; none is good.
    static func differences(_ connection: Connection) throws -> [String] {
        let rows = try connection.rows(held)
        guard rows.count > 200 else { return ["the matrix is too small to be true: \(rows.count)"] }
        return try rows.compactMap { row in
            let (role, object, privileges): (String, String, String) = (
                try row["role"], try row["object"], try row["privileges"]
            )
            let rule = try rules.first { rule in
                try rule.role == role && object.wholeMatch(of: Regex(rule.objects)) != nil
            }
            guard let rule else { return "no rule: \(role), \(object): \(privileges)" }
            return rule.privileges == privileges ? nil : "\(role), \(object): \(privileges), not \(rule.privileges)"
        }
    }

    /// One row a role and object, with the privileges held, directly, through everybody, or on a single column.
    private static let held: SQL = """
        with
        role as (
            select unnest(array['public', 'earshot_owner', 'earshot_loader', 'earshot_analyst', 'earshot_exporter']) as name
        ),
        namespace as (
            select namespace.oid, namespace.nspname as name
            from pg_namespace as namespace
            where namespace.nspname in ('core', 'mart', 'ops')
        ),
        object as (
            select 'schema' as kind, namespace.name, namespace.oid from namespace
            union all
            select
                case relation.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end,
                namespace.name || '.' || relation.relname,
                relation.oid
            from pg_class as relation
            join namespace on namespace.oid = relation.relnamespace
            where relation.relkind not in ('i', 'I', 'c')
            union all
            select 'routine', namespace.name || '.' || routine.proname, routine.oid
            from pg_proc as routine
            join namespace on namespace.oid = routine.pronamespace
        ),
        privilege (kind, name) as (
            values
                ('schema', 'create'), ('schema', 'usage'),
                ('table', 'delete'), ('table', 'truncate'), ('table', 'trigger'),
                ('column', 'insert'), ('column', 'references'), ('column', 'select'), ('column', 'update'),
                ('sequence', 'select'), ('sequence', 'update'), ('sequence', 'usage'),
                ('routine', 'execute')
        ),
        held as (
            select
                role.name as role,
                object.kind || ' ' || object.name as object,
                privilege.name as privilege,
                case privilege.kind
                    when 'schema' then has_schema_privilege(role.name, object.oid, privilege.name)
                    when 'table' then has_table_privilege(role.name, object.oid, privilege.name)
                    when 'column' then has_any_column_privilege(role.name, object.oid, privilege.name)
                    when 'sequence' then has_sequence_privilege(role.name, object.oid, privilege.name)
                    else has_function_privilege(role.name, object.oid, privilege.name)
                end as is_held
            from object
            cross join role
            join privilege
                on privilege.kind = object.kind
                or (privilege.kind in ('table', 'column') and object.kind in ('table', 'view'))
        )
        select
            held.role,
            held.object,
            coalesce(string_agg(held.privilege, ' ' order by held.privilege) filter (where held.is_held), '') as privileges
        from held
        group by held.role, held.object
        order by held.role, held.object
        """
}
