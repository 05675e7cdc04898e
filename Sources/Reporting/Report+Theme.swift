internal import Postgres

extension Report {
    /// A theme that suddenly more customers name.
    public struct Theme: Encodable, Equatable, Sendable {
        /// Its name.
        public let theme: String
        /// Customers who named it this week, of those who named any.
        public let customers: Count
        /// Its share of this week over its share of the twelve weeks before; nil: nobody named it then.
        public let ratio: Double?
        /// Probability of so many by chance.
        public let pValue: Double?

        private enum CodingKeys: String, CodingKey {
            case theme, customers, ratio
            case pValue = "p_value"
        }
    }
}

extension Report.Theme {
    static func flagged(_ connection: Connection, _ week: Week) throws -> [Self] {
        try connection.rows(
            """
            select flag.member as theme, flag.numerator::bigint as customer_count, flag.n, ratio.value as ratio,
                p_value.value as p_value
            from mart.metric_latest as flag
            left join mart.metric_latest as ratio
                on ratio.week_start = flag.week_start and ratio.metric = flag.metric
                and ratio.dimension = flag.dimension and ratio.member = flag.member and ratio.statistic = 'ratio'
            left join mart.metric_latest as p_value
                on p_value.week_start = flag.week_start and p_value.metric = flag.metric
                and p_value.dimension = flag.dimension and p_value.member = flag.member
                and p_value.statistic = 'p_value'
            where flag.week_start = \(week.start)
              and flag.metric = 'emerging_themes'
              and flag.statistic = 'flagged'
              and flag.value = 1
            order by p_value.value, flag.member collate "C"
            """
        ).map(Self.init)
    }

    /// Whether the themes of a week could be compared with earlier ones; true where nobody named any.
    static func areJudged(_ connection: Connection, _ week: Week) throws -> Bool {
        try connection.rows(
            """
            select not exists (
                select
                from mart.metric_latest
                where week_start = \(week.start) and metric = 'emerging_themes' and status = 'warming_up'
            ) as are_judged
            """)[0]["are_judged"]
    }

    private init(_ row: Row) throws(PostgresError) {
        theme = try row["theme"]
        customers = Report.Count(some: try row["customer_count"], all: try row["n"])
        ratio = try row["ratio"]
        pValue = try row["p_value"]
    }
}
