import Foundation
import Postgres

@testable import Reporting

/// A week with more of everything than a page shows, named to do harm.
struct CrowdedWeek {
    static let names = [
        "<script>alert(1)</script>", "\"\u{301} onload=\"alert(1)", "'><img src=x onerror=alert(1)>", "&lt;b&gt; & co",
        "{{week}} {{{week}}}", "]]><!--", "\u{202E}desrever", "\u{0}\u{7}\u{FFFF}control", "</style></svg>",
        String(repeating: "unbroken", count: 12),
    ]

    let log: FigureLog

    init() throws {
        log = try FigureLog()
        try log.noteDefinitions()
        try noteHeadlines()
        for place in 0..<20 {
            let name = "\(Self.names[place % Self.names.count].replacing("\u{0}", with: ""))\(place)"
            try noteSegment(name, neglect: Double(place) * 5)
            try noteDepartment(name, score: Double(place) * 5)
            try noteTheme(name, customers: 20 - place)
            for statistic in ["freshness_hours", "unattributed_share", "rejected_share"] {
                let unit = statistic == "freshness_hours" ? "hours" : "share"
                try log.note("data_quality \(statistic)", 0.5, of: name, dimension: "source", unit: unit)
            }
        }
    }

    /// The page as it would stand in the bundle, if such a week were published.
    func page() throws -> String {
        let page = try WebPage(log.connection, week: log.week, staleSources: Self.names)
        return try PageTemplate("report").filled(with: page)
    }

    /// Every headline in 26 weeks but one.
    private func noteHeadlines() throws {
        try log.connection.execute(
            """
            insert into mart.metric_value (
                week_start, metric, dimension, member, statistic, unit, value, n, excluded, status, version, computed_at)
            select \(log.week.start) - 7 * age.weeks, headline.metric, 'company', 'all', headline.statistic, 'share',
                0.3 + 0.02 * (age.weeks % 7), 10, 0, 'ok', 1, \(Company.now)
            from mart.headline
            cross join generate_series(0, 25) as age (weeks)
            where age.weeks <> 3
            """)
    }

    private func noteSegment(_ name: String, neglect: Double) throws {
        for (figure, value, unit) in [
            ("segment_neglect index", neglect, "index"), ("segment_neglect voice", neglect / 100, "shortfall"),
            ("segment_neglect action", neglect / 100, "shortfall"), ("segment_neglect response", 0.2, "shortfall"),
            ("interview_coverage share", 0.25, "share"), ("interview_coverage value_share", 0.5, "share"),
            ("action_rate share", 0.25, "share"), ("first_response within_target", 0.25, "share"),
        ] {
            try log.note(figure, value, of: name, dimension: "segment", unit: unit, 5, 20, n: 20)
        }
    }

    private func noteDepartment(_ name: String, score: Double) throws {
        for figure in [
            "participation share", "exposure_hours share_at_target", "first_response within_target",
            "action_rate share", "loop_closure share", "ignored_feedback share",
        ] {
            try log.note(figure, 0.5, of: name, dimension: "department", 10, 20, n: 20)
        }
        try log.note("scorecard score", score, of: name, dimension: "department", unit: "score")
    }

    private func noteTheme(_ name: String, customers: Int) throws {
        for (statistic, value, unit) in [
            ("ratio", 3, "ratio"), ("p_value", 0.01, "probability"), ("flagged", 1, "flag"),
        ] {
            try log.note(
                "emerging_themes \(statistic)", value, of: name, dimension: "theme", unit: unit, Double(customers), nil,
                n: 40)
        }
    }
}

extension FigureLog {
    /// Defines every metric that is a headline, and the others that the page speaks of.
    func noteDefinitions() throws {
        try connection.execute(
            """
            insert into mart.metric_definition (
                metric, version, question, value, unit, grain, counts, null_when, reads, parameters, source, decided, sha256,
                valid_from)
            select distinct headline.metric, 1, 'Do we <listen>?', 'share', 'share', 'company', 'items', 'never', '', '', '',
                '', '', \(Company.now)
            from (select metric from mart.headline union values ('emerging_themes')) as headline
            """)
    }
}
