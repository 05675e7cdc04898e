public import Postgres

/// The settings of a database, with their history: a change holds from a week on and leaves earlier weeks as they are.
public struct Settings {
    private let connection: Connection

    /// The settings of the database that `connection` is connected to.
    public init(_ connection: Connection) {
        self.connection = connection
    }

    /// All settings with their values in the week that holds `now`, by name.
    public func all(now: Timestamp) throws -> [Setting] {
        try Failure.telling {
            let week = try week(of: now)
            return try connection.rows(
                """
                select
                    definition.setting,
                    case when setting.setting is null then definition.default_value else setting.value end as value,
                    setting.valid_from::text as valid_from,
                    definition.description
                from core.setting_definition as definition
                left join lateral (
                    select setting.setting, setting.value, setting.valid_from
                    from core.setting
                    where setting.setting = definition.setting
                        and setting.valid_from <= \(week)::date
                    order by setting.valid_from desc
                    limit 1
                ) as setting on true
                order by definition.setting
                """
            ).map { try Setting($0) }
        }
    }

    /// One setting with its value in the week that holds `now`.
    ///
    /// - Throws: `Failure` of kind `usage` when there is no such setting.
    public func get(_ name: String, now: Timestamp) throws -> Setting {
        let all = try all(now: now)
        guard let setting = all.first(where: { $0.name == name }) else { throw Self.unknown(name) }
        return setting
    }

    /// The values a setting was given, oldest first; empty when it always had its default.
    public func history(_ name: String) throws -> [Setting] {
        try Failure.telling {
            try connection.rows(
                """
                select setting.setting, setting.value, setting.valid_from::text as valid_from, definition.description
                from core.setting
                join core.setting_definition as definition on definition.setting = setting.setting
                where setting.setting = \(name)
                order by setting.valid_from
                """
            ).map { try Setting($0) }
        }
    }

    /// Sets a value from a week on; a value set before for that week or a later one is replaced. The computed weeks from
    /// there on are marked, so that they are computed again.
    ///
    /// `reporting_tz` holds from ever, and is refused once a file was loaded: dates have become instants in it.
    /// - Parameters:
    ///   - name: Name of the setting.
    ///   - value: The value as text.
    ///   - now: The instant of the change.
    ///   - from: A Monday; nil: the week that holds `now`.
    /// - Throws: `Failure` of kind `usage` when name or value are refused, `configuration` when the zone is fixed.
    public func set(_ name: String, to value: String, now: Timestamp, from: CalendarDate? = nil) throws {
        guard let rule = SettingRule.named(name) else { throw Self.unknown(name) }
        try Failure.telling {
            guard let value = try rule.normalised(value, connection) else {
                throw Failure(
                    .usage, "The setting \(name) must be \(rule.words).", remedy: try rule.advice(on: value, connection)
                )
            }
            try connection.transaction {
                let start = try name == "reporting_tz" ? fixedStart() : week(from, now: now)
                try connection.execute(
                    "delete from core.setting where setting.setting = \(name) and setting.valid_from >= \(start)::date")
                try connection.execute(
                    """
                    insert into core.setting (setting, valid_from, value, changed_at)
                    values (\(name), \(start)::date, \(value), \(now))
                    """)
                if !SettingRule.ofIntake.contains(name) { try markWeeks(from: start) }
            }
        }
    }

    /// Marks as new even what is marked already: a computation that began before this change must not remove the mark.
    private func markWeeks(from start: String) throws {
        try connection.execute("delete from ops.dirty_week where load_id = 0 and week_start >= \(start)::date")
        try connection.execute(
            """
            insert into ops.dirty_week (week_start, load_id)
            select distinct metric_value.week_start, 0
            from mart.metric_value
            where metric_value.week_start >= \(start)::date
            """)
    }

    private static func unknown(_ name: String) -> Failure {
        Failure(
            .usage, "There is no setting \(name.debugDescription).", remedy: "`earshot settings list` shows them all.")
    }

    private func fixedStart() throws -> String {
        let loads = try connection.rows(
            "select from ops.load where load.status = 'loaded' and load.undone_at is null limit 1")
        guard loads.isEmpty else {
            throw Failure(
                .configuration, "reporting_tz is fixed: dates of the files already loaded have become instants in it.",
                remedy: "Use another database for another zone.")
        }
        return "-infinity"
    }

    private func week(_ from: CalendarDate?, now: Timestamp) throws -> String {
        guard let from else { return try week(of: now) }
        // 1970-01-01 was a Thursday.
        guard (from.daysSinceUnixEpoch + 3) % 7 == 0 else {
            throw Failure(.usage, "A setting holds from a week on, and weeks begin on Mondays.")
        }
        return "\(from)"
    }

    /// The Monday of the week that holds an instant, in `reporting_tz`.
    private func week(of now: Timestamp) throws -> String {
        let rows = try connection.rows(
            """
            select date_trunc('week', \(now)::timestamptz at time zone coalesce(
                (select setting.value from core.setting where setting.setting = 'reporting_tz'
                    order by setting.valid_from desc limit 1),
                (select definition.default_value from core.setting_definition as definition
                    where definition.setting = 'reporting_tz')
            ))::date::text as week_start
            """)
        guard let row = rows.first else { throw Failure(.defect, "The server returned no week.") }
        return try row["week_start"]
    }
}

extension Setting {
    fileprivate init(_ row: Row) throws(PostgresError) {
        name = try row["setting"]
        value = try row["value"]
        validFrom = try row["valid_from"]
        description = try row["description"]
    }
}
