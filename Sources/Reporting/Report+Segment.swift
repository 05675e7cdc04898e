internal import Postgres

extension Report {
    /// A segment of customers: how neglected it is, and in what.
    public struct Segment: Encodable, Equatable, Sendable {
        /// Its name.
        public let segment: String
        /// Customers active in the 13 weeks.
        public let customers: Int
        /// 0 good to 100 bad; nil: see `status`.
        public let neglect: Double?
        /// ok, or why there is no index, or what to bear in mind about it.
        public let status: String
        /// Shortfalls, 0 kept to 1 nothing kept; nil: too few records, or they were never loaded.
        public let voice, action, response: Double?
        /// Conversations that leadership promised the segment in the 13 weeks; nil: nothing was promised.
        public let promised: Double?
        /// Conversations that leadership held with it; nil: at least as many as promised, or nothing was promised.
        public let heard: Int?
        /// Its mature feedback, and what was acted on in time.
        public let feedback: Count
        /// Its tickets, and those answered in time.
        public let tickets: Count
        /// Whether nothing says what was acted on, or when its tickets were answered.
        var isActionUnknown = false
        var isResponseUnknown = false

        private enum CodingKeys: String, CodingKey {
            case segment, customers, neglect, status, voice, action, response, promised, heard, feedback, tickets
        }
    }

    /// Some of several.
    public struct Count: Encodable, Equatable, Sendable {
        public let some, all: Int

        /// nil of none.
        var share: Double? { all > 0 ? Double(some) / Double(all) : nil }
    }
}

extension Report.Segment {
    static func all(_ connection: Connection, _ week: Week) throws -> [Self] {
        try connection.rows(
            """
            with
            figure as materialized (
                select latest.*
                from mart.metric_latest as latest
                where latest.week_start = \(week.start)
                  and latest.dimension = 'segment'
            )
            select voice.segment, index.n as customers, index.value as neglect, index.status, voice.shortfall as voice,
                action.value as action, response.value as response,
                voice.promised_count as promised, voice.heard_count as heard,
                coalesce(acted.numerator, 0)::bigint as acted_count, coalesce(acted.n, 0) as feedback_count,
                coalesce(answered.numerator, 0)::bigint as answered_count, coalesce(answered.n, 0) as ticket_count,
                coalesce(all_acted.status = 'missing_input', false) as is_action_unknown,
                coalesce('missing_input' in (answered.status, all_answered.status), false) as is_response_unknown
            from mart.segment_voice as voice
            join figure as index
                on index.member = voice.segment and index.metric = 'segment_neglect' and index.statistic = 'index'
            left join figure as action
                on action.member = voice.segment and action.metric = 'segment_neglect' and action.statistic = 'action'
            left join figure as response
                on response.member = voice.segment and response.metric = 'segment_neglect'
                and response.statistic = 'response'
            left join figure as acted
                on acted.member = voice.segment and acted.metric = 'action_rate' and acted.statistic = 'share'
            left join figure as answered
                on answered.member = voice.segment and answered.metric = 'first_response'
                and answered.statistic = 'within_target'
            left join mart.metric_latest as all_acted
                on all_acted.week_start = voice.week_start and all_acted.dimension = 'company'
                and all_acted.metric = 'action_rate' and all_acted.statistic = 'share'
            left join mart.metric_latest as all_answered
                on all_answered.week_start = voice.week_start and all_answered.dimension = 'company'
                and all_answered.metric = 'first_response' and all_answered.statistic = 'within_target'
            where voice.week_start = \(week.start)
            order by index.value desc nulls last, voice.segment collate "C"
            """
        ).map(Self.init)
    }

    private init(_ row: Row) throws(PostgresError) {
        segment = try row["segment"]
        customers = try row["customers"]
        neglect = try row["neglect"]
        status = try row["status"]
        voice = try row["voice"]
        action = try row["action"]
        response = try row["response"]
        promised = try row["promised"]
        heard = try row["heard"]
        feedback = Report.Count(some: try row["acted_count"], all: try row["feedback_count"])
        tickets = Report.Count(some: try row["answered_count"], all: try row["ticket_count"])
        isActionUnknown = try row["is_action_unknown"]
        isResponseUnknown = try row["is_response_unknown"]
    }
}
