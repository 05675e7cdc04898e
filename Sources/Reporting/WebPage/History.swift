internal import Postgres

/// The headlines of 26 weeks.
struct History {
    /// Weeks that it goes back to, this one included.
    static let length = 26

    /// A headline in one of the weeks.
    struct Moment {
        let week: String
        /// Its place among the weeks, 0 the oldest.
        let place: Int
        let value: Double?
        let unit, status: String
        let n: Int
    }

    private var moments: [String: [Moment]] = [:]

    /// Reads those up to a week, oldest first.
    init(_ connection: Connection, _ week: Week) throws {
        let first = week.advanced(by: 1 - Self.length)
        let rows = try connection.rows(
            """
            select headline.metric || ' ' || headline.statistic as name, latest.week_start,
                to_char(latest.week_start, 'IYYY-"W"IW') as iso_week,
                latest.value, latest.unit, latest.status, latest.n
            from mart.headline
            join mart.metric_latest as latest
                on latest.metric = headline.metric and latest.statistic = headline.statistic
                and latest.dimension = 'company'
            where latest.week_start between \(first.start) and \(week.start)
            order by latest.week_start
            """)
        for row in rows {
            let day: CalendarDate = try row["week_start"]
            moments[try row["name"], default: []].append(
                Moment(
                    week: try row["iso_week"], place: first.distance(to: Week(containing: day)),
                    value: try row["value"], unit: try row["unit"], status: try row["status"], n: try row["n"]))
        }
    }

    /// The weeks of a headline, oldest first.
    func moments(of headline: Report.Headline) -> [Moment] {
        moments["\(headline.metric) \(headline.statistic)"] ?? []
    }
}
