internal import Postgres

/// Departments and themes, side by side.
extension BundleTable {
    /// The departments.
    static func departments(_ week: Week) -> BundleTable {
        BundleTable(
            file: "departments.csv",
            query: """
                select
                    department_week.week_start,
                    department_week.iso_week,
                    mart.cell(department_week.department) as department,
                    department_week.employees,
                    department_week.leaders,
                    department_week.leader_share,
                    department_week.leader_mean,
                    department_week.participation,
                    department_week.exposure_mean_hours,
                    department_week.exposure_median_hours,
                    department_week.exposure_at_target,
                    department_week.conversations_13w,
                    department_week.tickets_created,
                    department_week.tickets_solved,
                    department_week.backlog,
                    department_week.csat,
                    department_week.response_p50_hours,
                    department_week.response_within_target,
                    department_week.resolution_p50_hours,
                    department_week.acted_by_30d,
                    department_week.action_rate,
                    department_week.closure,
                    department_week.ignored,
                    department_week.ignored_count,
                    department_week.score,
                    department_week.score_participation,
                    department_week.score_exposure,
                    department_week.score_action,
                    department_week.score_closure,
                    department_week.score_ignored,
                    department_week.is_suppressed::text as is_suppressed
                from mart.department_week
                where department_week.week_start = \(week.start)
                order by department_week.department collate "C"
                """)
    }

    /// The themes that customers named, those that emerge first.
    static func themes(_ week: Week) -> BundleTable {
        BundleTable(
            file: "themes.csv",
            query: """
                select
                    theme_week.week_start,
                    theme_week.iso_week,
                    mart.cell(theme_week.theme) as theme,
                    theme_week.customers,
                    theme_week.naming_customers,
                    theme_week.ratio,
                    theme_week.p_value,
                    theme_week.flagged::text as flagged
                from mart.theme_week
                where theme_week.week_start = \(week.start)
                order by theme_week.flagged desc nulls last, theme_week.customers desc, theme_week.theme collate "C"
                """)
    }
}
