internal import Postgres

extension Report {
    /// A figure of the company, with what it was and what it is to reach; all in `unit`.
    public struct Headline: Encodable, Equatable, Sendable {
        /// The question it belongs to.
        public let topic: String
        public let metric, statistic: String
        /// The figure in plain words.
        public let title: String
        /// nil: see `status`.
        public let value: Double?
        public let unit, status: String
        /// The value less that of the week before; nil where either is missing.
        public let change: Double?
        /// nil: there was none.
        public let thirteenWeeksAgo: Double?
        /// nil: there is none.
        public let target: Double?
        /// `at least` or `at most`.
        public let direction: String?
        /// nil: no target or no value.
        public let isTargetMet: Bool?
        /// `higher` or `lower`: which way is good; nil: neither is.
        public let better: String?
        /// Of the `n` records of a share those that count; nil: it is no share of records.
        public let counted: Double?
        /// Records it rests on.
        public let n: Int

        enum CodingKeys: String, CodingKey {
            case topic, metric, statistic, title, value, unit, status, change, target, direction, better, counted, n
            case thirteenWeeksAgo = "thirteen_weeks_ago"
            case isTargetMet = "target_met"
        }
    }
}

extension Report.Headline {
    /// How much better than thirteen weeks ago, in the unit; negative: worse; nil: not known, or neither way is good.
    var gain: Double? {
        guard let value, let thirteenWeeksAgo, let better else { return nil }
        return better == "higher" ? value - thirteenWeeksAgo : thirteenWeeksAgo - value
    }

    static func all(_ connection: Connection, _ week: Week) throws -> [Self] {
        try connection.rows(
            """
            select headline.topic, summary.metric, summary.statistic, summary.title, summary.value, summary.unit,
                summary.status, summary.change, summary.thirteen_weeks_ago, summary.target, summary.direction,
                summary.target_met, headline.better, summary.counted, summary.n
            from mart.weekly_summary as summary
            join mart.headline on headline.metric = summary.metric and headline.statistic = summary.statistic
            where summary.week_start = \(week.start)
            order by headline.place
            """
        ).map(Self.init)
    }

    private init(_ row: Row) throws(PostgresError) {
        topic = try row["topic"]
        metric = try row["metric"]
        statistic = try row["statistic"]
        title = try row["title"]
        value = try row["value"]
        unit = try row["unit"]
        status = try row["status"]
        change = try row["change"]
        thirteenWeeksAgo = try row["thirteen_weeks_ago"]
        target = try row["target"]
        direction = try row["direction"]
        isTargetMet = try row["target_met"]
        better = try row["better"]
        counted = try row["counted"]
        n = try row["n"]
    }
}
