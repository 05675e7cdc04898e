import Postgres
import Testing

@testable import Reporting

/// Figures that a check is to find, or to leave alone.
struct CheckCase: Sendable, CustomTestStringConvertible {
    let check: String
    let testDescription: String
    let isFound: Bool
    let note: @Sendable (FigureLog) throws -> Void

    private static func find(_ check: String, _ what: String, _ note: @escaping @Sendable (FigureLog) throws -> Void)
        -> CheckCase
    {
        CheckCase(check: check, testDescription: "\(check) finds \(what)", isFound: true, note: note)
    }

    private static func pass(_ check: String, _ what: String, _ note: @escaping @Sendable (FigureLog) throws -> Void)
        -> CheckCase
    {
        CheckCase(check: check, testDescription: "\(check) passes \(what)", isFound: false, note: note)
    }

    static let all = shares + numerators + segments + neglect + backlog + sources + editions

    private static let shares = [
        find("share_in_bounds", "a share above 1") { try $0.note("satisfaction mean_score", 1.01) },
        find("share_in_bounds", "a probability below 0") { try $0.note("m p_value", -0.01, unit: "probability") },
        find("share_in_bounds", "a shortfall above 1") {
            try $0.note("segment_neglect voice", 1.01, unit: "shortfall")
        },
        find("share_in_bounds", "an interval beyond 1") { log in
            try log.note("m share", 0.5)
            try log.connection.execute("update mart.metric_value set ci_low = 0.2, ci_high = 1.01")
        },
        pass("share_in_bounds", "0, 1 and no value") { log in
            try log.note("m share", 0)
            try log.note("m other", 1)
            try log.note("m third", nil)
        },
        pass("share_in_bounds", "other units") { try $0.note("m index", 63.3, unit: "index") },
    ]

    private static let numerators = [
        find("numerator_within_denominator", "more than all") { try $0.note("m share", 1, 11, 10) },
        find("numerator_within_denominator", "less than none") { try $0.note("m share", 0, -1, 10) },
        pass("numerator_within_denominator", "all and none") { log in
            try log.note("m share", 1, 10, 10)
            try log.note("m other", nil, 0, 0)
        },
    ]

    private static func created(_ log: FigureLog, _ counts: [(String, String, Int)]) throws {
        for (dimension, member, count) in counts {
            try log.note(
                "ticket_flow created", Double(count), of: member, dimension: dimension, unit: "count", n: count)
        }
    }

    private static let segments = [
        find("segments_add_up", "a record too many") {
            try created($0, [("company", "all", 9), ("segment", "a", 6), ("segment", "b", 4)])
        },
        find("segments_add_up", "a record that only one scheme has lost") {
            try created(
                $0,
                [
                    ("company", "all", 9), ("segment", "a", 9), ("segment:tier", "a", 3),
                    ("segment:tier", "(unknown)", 5),
                ])
        },
        find("segments_add_up", "a numerator that does not add up") { log in
            try log.note("action_rate share", 0.5, 5, 10)
            try log.note("action_rate share", 0.4, of: "a", dimension: "segment", 4, 10)
        },
        pass("segments_add_up", "schemes that do, and members that have no row") {
            try created(
                $0,
                [
                    ("company", "all", 9), ("segment", "a", 9), ("segment:tier", "a", 4),
                    ("segment:tier", "(unknown)", 5),
                ])
        },
        pass("segments_add_up", "metrics that do not") { log in
            try log.note("segment_neglect voice", 0.5, unit: "shortfall", n: 9)
            try log.note("segment_neglect voice", 0.5, of: "a", dimension: "segment", unit: "shortfall", n: 3)
            try log.note("own count", 1, unit: "count", n: 9)
            try log.note("own count", 1, of: "a", dimension: "segment", unit: "count", n: 3)
        },
    ]

    private static func contributions(_ log: FigureLog, _ index: Double?, _ parts: [Double]) throws {
        try log.note("segment_neglect index", index, unit: "index")
        for (number, part) in parts.enumerated() {
            try log.note("segment_neglect contribution", part, of: "s\(number)", dimension: "segment", unit: "index")
        }
    }

    private static let neglect = [
        find("neglect_contributions_add_up", "points that are missing") { try contributions($0, 55.2, [52, 3.1]) },
        find("neglect_contributions_add_up", "contributions to no index") { try contributions($0, nil, [52]) },
        pass("neglect_contributions_add_up", "parts of the index") { try contributions($0, 55.2, [52, 3.2]) },
        pass("neglect_contributions_add_up", "nothing of nothing") { try contributions($0, nil, []) },
    ]

    /// Ten open a week ago, four created and three solved since.
    private static func flow(_ log: FigureLog, backlog: Int, unplaced: Int = 0) throws {
        try log.note("ticket_flow backlog", 10, unit: "count", n: 10, weeksAgo: 1)
        for (statistic, count) in [("created", 4), ("solved", 3), ("backlog", backlog)] {
            try log.note("ticket_flow \(statistic)", Double(count), unit: "count", n: count)
        }
        try log.note("resolution solved_share", 0.3, 3, 10)
        try log.connection.execute("update mart.metric_value set excluded = \(unplaced) where metric = 'resolution'")
    }

    private static let backlog = [
        find("backlog_carries_over", "a ticket that came from nowhere") { try flow($0, backlog: 12) },
        find("backlog_carries_over", "more tickets gone than have no place") { try flow($0, backlog: 9, unplaced: 1) },
        pass("backlog_carries_over", "the sum") { try flow($0, backlog: 11) },
        pass("backlog_carries_over", "a ticket solved at an unknown time") { try flow($0, backlog: 10, unplaced: 1) },
        pass("backlog_carries_over", "a first week") { try $0.note("ticket_flow backlog", 7, unit: "count", n: 7) },
    ]

    /// Records of two sources in the week before, and these in the week.
    private static func records(_ log: FigureLog, zendesk: Int, crm: Int) throws {
        for (source, count) in [("zendesk", zendesk), ("crm", crm)] {
            try log.note("data_quality unattributed_share", 0, of: source, dimension: "source", 0, 10, weeksAgo: 1)
            try log.note(
                "data_quality unattributed_share", count == 0 ? nil : 0, of: source, dimension: "source", 0,
                Double(count), n: count)
        }
    }

    @Sendable static func lostSource(_ log: FigureLog) throws { try records(log, zendesk: 10, crm: 0) }

    private static let sources = [
        find("fewer_sources", "a source that fell silent", lostSource),
        pass("fewer_sources", "a source with fewer records") { try records($0, zendesk: 10, crm: 1) },
        pass("fewer_sources", "a source that has few records anyway") { log in
            try records(log, zendesk: 10, crm: 1)
            try log.note(
                "data_quality unattributed_share", 0, of: "forum", dimension: "source", 0, 9, n: 9, weeksAgo: 1)
        },
        pass("fewer_sources", "a week of which only some metrics were computed") { log in
            try log.note("data_quality unattributed_share", 0, of: "crm", dimension: "source", 0, 10, weeksAgo: 1)
        },
    ]

    /// A metric that stood in an edition and was replaced for a reason.
    private static func replaced(_ log: FigureLog, reason: String) throws {
        try log.connection.execute(
            """
            insert into mart.edition (week_start, edition, published_at, manifest_sha256)
            values (\(log.week.start), 1, \(Company.now), '')
            """)
        try log.connection.execute(
            """
            insert into mart.metric_revision (
                week_start, metric, dimension, member, statistic, revision, unit, value, n, excluded, status, version, edition,
                reason, replaced_at)
            values (
                \(log.week.start), 'satisfaction', 'company', 'all', 'mean_score', 1, 'share', 0.5, 10, 0, 'ok', 1, 1,
                \(reason), \(Company.now))
            """)
    }

    private static let editions = [
        find("empty_over_filled", "a published metric without any figure") { try replaced($0, reason: "late_data") },
        pass("empty_over_filled", "one that was emptied on purpose") { try replaced($0, reason: "forced") },
        pass("empty_over_filled", "one that has figures") { log in
            try replaced(log, reason: "late_data")
            try log.note("satisfaction mean_score", 0.6, n: 9)
        },
        find("records_vanished", "a figure that rests on nothing any more") { log in
            try replaced(log, reason: "late_data")
            try log.note("satisfaction mean_score", nil, n: 0, status: "empty_denominator")
        },
        pass("records_vanished", "one whose input is not connected any more") { log in
            try replaced(log, reason: "late_data")
            try log.note("satisfaction mean_score", nil, n: 0, status: "missing_input")
        },
        pass("records_vanished", "one that rested on few") { log in
            try replaced(log, reason: "late_data")
            try log.connection.execute("update mart.metric_revision set n = 9")
            try log.note("satisfaction mean_score", nil, n: 0, status: "empty_denominator")
        },
        pass("empty_over_filled", "a theme that nobody names any more") { log in
            try replaced(log, reason: "late_data")
            try log.connection.execute(
                "update mart.metric_revision set metric = 'emerging_themes', dimension = 'theme', member = 'slow'")
        },
        pass("records_vanished", "one that rests on fewer") { log in
            try replaced(log, reason: "late_data")
            try log.note("satisfaction mean_score", 0.6, n: 1)
        },
    ]
}
