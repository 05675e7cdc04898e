/// A report as a page of plain text for a terminal, at most ``width`` columns wide.
public struct ReportPage: CustomStringConvertible, Sendable {
    /// Columns of a line; unusually long names and numbers may exceed it.
    public static let width = 100

    let report: Report
    /// Whether headings and targets carry ANSI colours.
    let isColoured: Bool

    /// - Parameter isColoured: Whether headings and targets carry ANSI colours.
    public init(_ report: Report, isColoured: Bool) {
        self.report = report
        self.isColoured = isColoured
    }

    /// The page, without a line end behind the last line.
    public var description: String {
        let days = "\(Wording.day(report.firstDay)) to \(Wording.day(report.lastDay))"
        let sections =
            [section("What stands out", outstanding)] + headlines + [
                section("Segments, the most neglected first", segments),
                section("Themes that suddenly come up", themes),
            ] + (report.missing.isEmpty ? [] : [section("What is not known, as it was never loaded", missing)])
            + (report.warnings.isEmpty ? [] : [section("Checks that these figures do not stand", warnings)])
        return ([bold("Week \(report.week), \(days)")] + sections).joined(separator: "\n\n")
    }

    private func section(_ heading: String, _ lines: [String]) -> String {
        ([bold(heading)] + lines).joined(separator: "\n")
    }
}

// What stands out.
extension ReportPage {
    private var outstanding: [String] {
        report.outstanding.isEmpty ? ["  \(Report.calm)"] : report.outstanding.map { "- \($0)" }
    }
}

// The headlines.
extension ReportPage {
    private var headlines: [String] {
        var topics: [String] = []
        for headline in report.headlines where topics.last != headline.topic { topics.append(headline.topic) }
        let columns = line("", "now", "change", "13 w ago", Self.left("target", 16), "n")
        let tables = topics.map { topic in
            section(topic, report.headlines.filter { $0.topic == topic }.map(row))
        }
        let legend = "  change: since last week (pts: percentage points); 13 w: thirteen weeks; n: records behind it"
        return [([columns] + tables + [legend]).joined(separator: "\n")]
    }

    private func row(_ headline: Report.Headline) -> String {
        guard let value = headline.value else {
            let absence = Wording.absence(headline.status) ?? "no value"
            return "  " + Self.left(headline.title, 45) + "\(absence) (n \(Wording.count(headline.n)))"
        }
        let unit = headline.unit
        let change = headline.change.map { Wording.change($0, unit: unit) } ?? ""
        let before = headline.thirteenWeeksAgo.map { Wording.value($0, unit: unit) } ?? ""
        let columns = line(
            headline.title, Wording.value(value, unit: unit), change, before, target(headline),
            Wording.count(headline.n))
        let caution = Wording.caution(headline.status).map { "\n    (\($0))" } ?? ""
        return columns + caution
    }

    private func target(_ headline: Report.Headline) -> String {
        guard let target = headline.target, let isMet = headline.isTargetMet else { return Self.left("", 16) }
        let sign = headline.direction == "at most" ? "max" : "min"
        let words = "\(sign) \(Wording.value(target, unit: headline.unit)) \(isMet ? "met" : "missed")"
        return coloured(Self.left(words, 16), isMet)
    }

    /// A line of the table; `target` is padded already, since colours have no width.
    private func line(
        _ title: String, _ now: String, _ change: String, _ before: String, _ target: String, _ n: String
    ) -> String {
        "  " + Self.left(title, 43) + Self.right(now, 9) + Self.right(change, 10) + Self.right(before, 11) + "  "
            + target + Self.right(n, 7)
    }
}

// The segments.
extension ReportPage {
    private var segments: [String] {
        guard !report.segments.isEmpty else { return ["  No segments are known, so none can be compared."] }
        return [
            "  0: every promise kept, 100: none. The points of the three parts in front add up to the index."
        ] + report.segments.flatMap(lines)
    }

    private func lines(_ segment: Report.Segment) -> [String] {
        let customers = Wording.count(segment.customers, "customer")
        let absence = Wording.absence(segment.status) ?? "no value"
        let index = segment.neglect.map { "\(Wording.decimal($0)) of 100" } ?? absence
        let caution = Wording.caution(segment.status).map { ["      (\($0))"] } ?? []
        return [bold("  \(Self.left(Wording.name(segment.segment), 24)) \(index)") + ", \(customers)"] + caution
            + segment.parts(report.promise).map { part in
                Self.right(part.points.map(Wording.decimal) ?? "-", 7) + "  " + part.words
            }
    }
}

// The themes.
extension ReportPage {
    private var themes: [String] {
        if !report.themes.isEmpty { return report.themes.map { "  \($0.words)" } }
        return report.areThemesJudged
            ? ["  No theme came up this week that was rare before."]
            : ["  Themes cannot be judged yet: fewer than six of the weeks before have any."]
    }
}

// What was never loaded.
extension ReportPage {
    private var missing: [String] {
        report.missing.flatMap { Self.wrapped("\($0.sentence) \($0.remedy)") }
    }
}

// The checks.
extension ReportPage {
    private var warnings: [String] {
        report.warnings.flatMap { finding in
            Self.wrapped("\(finding.question) Not so in \(Wording.count(finding.rows, "case")) (\(finding.check)).")
        }
    }

    /// Lines of words, the first of them behind a dash.
    private static func wrapped(_ text: String) -> [String] {
        var lines = ["  -"]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + 1 + word.count > width { lines.append("   ") }
            lines[lines.count - 1] += " \(word)"
        }
        return lines
    }
}

// Layout.
extension ReportPage {
    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private func bold(_ text: String) -> String { isColoured ? "\u{1b}[1m\(text)\u{1b}[0m" : text }

    /// Green for a target that is met, red for one that is missed.
    private func coloured(_ text: String, _ isMet: Bool?) -> String {
        guard isColoured, let isMet else { return text }
        return "\u{1b}[\(isMet ? 32 : 31)m\(text)\u{1b}[0m"
    }
}
