public import Postgres
internal import Warehouse

/// What leadership reads about a week: the headlines, who is neglected and in what, and what suddenly comes up.
///
/// As JSON its keys are those of the columns in `summary.csv`, where these exist.
public struct Report: Encodable, Equatable, Sendable {
    /// The week, such as 2026-W10.
    public let week: String
    /// Its first and last day, `2026-03-02`.
    public let firstDay, lastDay: String
    /// What was promised in this week.
    public let promise: Promise
    /// The figures of the company, in reading order.
    public let headlines: [Headline]
    /// The segments of the default scheme, the most neglected first, those without an index last.
    public let segments: [Segment]
    /// The themes that are flagged, the most surprising first.
    public let themes: [Theme]
    /// Whether themes can be judged: false while too few earlier weeks have any.
    public let areThemesJudged: Bool
    /// What was never loaded, and the metrics that wait for it.
    public let missing: [MissingInput]
    /// Checks that the figures do not stand.
    public let warnings: [Finding]

    private enum CodingKeys: String, CodingKey {
        case week, promise, headlines, segments, themes, missing, warnings
        case firstDay = "first_day"
        case lastDay = "last_day"
        case areThemesJudged = "are_themes_judged"
    }

    /// Reads a computed week, all of it at one moment.
    ///
    /// - Throws: `Failure` of kind `usage` for a week without values.
    public init(_ connection: Connection, week: Week) throws {
        self = try Failure.telling {
            try connection.transaction(isolation: .repeatableRead, readOnly: true) {
                try Report(reading: connection, week: week)
            }
        }
        guard !headlines.isEmpty else {
            throw Failure(
                .usage, "The week \(week) has no values.", remedy: "Run `earshot compute --week \(week)` first.")
        }
    }

    /// Reads a computed week within a transaction that is under way.
    init(reading connection: Connection, week: Week) throws {
        self.week = "\(week)"
        firstDay = "\(week.start)"
        lastDay = "\(CalendarDate(daysSinceUnixEpoch: week.start.daysSinceUnixEpoch + 6))"
        headlines = try Headline.all(connection, week)
        promise = try Promise(connection, week)
        segments = try Segment.all(connection, week)
        themes = try Theme.flagged(connection, week)
        areThemesJudged = try Theme.areJudged(connection, week)
        missing = try MissingInput.all(connection, week: week)
        warnings = try Finding.all(in: week, connection, of: [.fail, .warn])
    }

    init(
        week: String, firstDay: String, lastDay: String, promise: Promise, headlines: [Headline], segments: [Segment],
        themes: [Theme], areThemesJudged: Bool = true, missing: [MissingInput] = [], warnings: [Finding] = []
    ) {
        self.week = week
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.promise = promise
        self.headlines = headlines
        self.segments = segments
        self.themes = themes
        self.areThemesJudged = areThemesJudged
        self.missing = missing
        self.warnings = warnings
    }
}

extension Report {
    /// The settings that the words of a report name.
    public struct Promise: Encodable, Equatable, Sendable {
        /// Share of feedback to be acted on, and of tickets to be answered in time, 0–1.
        public let share: Double
        /// Days within which feedback is to be acted on.
        public let actionDays: Int
        /// Hours within which a ticket is to be answered.
        public let responseHours: Double
        /// Weights of the three parts of the neglect index.
        public let voiceWeight, actionWeight, responseWeight: Double

        private enum CodingKeys: String, CodingKey {
            case share
            case actionDays = "action_days"
            case responseHours = "response_hours"
            case voiceWeight = "voice_weight"
            case actionWeight = "action_weight"
            case responseWeight = "response_weight"
        }
    }
}

extension Report.Promise {
    fileprivate init(_ connection: Connection, _ week: Week) throws {
        let row = try connection.rows(
            """
            with
            held as (
                select setting, value
                from mart.setting_history
                where valid_from <= \(week.start) and valid_to > \(week.start)
            )
            select
                max(value) filter (where setting = 'neglect_target') as share,
                max(value) filter (where setting = 'action_target_days') as action_days,
                max(value) filter (where setting = 'response_target_hours') as response_hours,
                max(value) filter (where setting = 'neglect_weight_voice') as voice_weight,
                max(value) filter (where setting = 'neglect_weight_action') as action_weight,
                max(value) filter (where setting = 'neglect_weight_response') as response_weight
            from held
            """)[0]
        share = try row["share"]
        actionDays = try row["action_days"]
        responseHours = try row["response_hours"]
        voiceWeight = try row["voice_weight"]
        actionWeight = try row["action_weight"]
        responseWeight = try row["response_weight"]
    }
}
