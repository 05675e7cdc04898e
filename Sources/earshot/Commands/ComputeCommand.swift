import ArgumentParser
import Postgres
import Reporting
import Warehouse

/// `earshot compute`: the weekly figures.
struct ComputeCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute",
        abstract: "Compute weeks; without arguments those that are due or that a load or a setting touched.")

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("One week, such as 2026-W10.", valueName: "week")) var week: WeekArgument?
    @Option(help: ArgumentHelp("First week of several.", valueName: "week")) var from: WeekArgument?
    @Option(help: ArgumentHelp("Last week of several.", valueName: "week")) var to: WeekArgument?
    @Option(help: ArgumentHelp("One metric, with those it reads and those that read it.", valueName: "name"))
    var metric: String?
    @Option(
        help: ArgumentHelp(
            "Why published values are replaced: \(Reason.allCases.map(\.rawValue).joined(separator: ", ")); "
                + "default: as data, settings and definitions show.", valueName: "reason"),
        transform: Self.reason)
    var reason: Reason?
    @Flag(help: "Let an empty result replace one that is not.") var force = false

    func validate() throws {
        guard week == nil || (from == nil && to == nil), (from == nil) == (to == nil) else {
            throw ValidationError("Name one --week, or both --from and --to.")
        }
    }

    private static func reason(_ word: String) throws -> Reason {
        guard let reason = Reason(rawValue: word) else { throw ValidationError("There is no reason \(word).") }
        return reason
    }

    func perform() throws {
        let session = try shared.writerSession(as: "compute", shared.configuration())
        let (now, catalogue) = (Timestamp.now, try Catalogue())
        let weeks = try chosen() ?? session.repeating { try Schedule($0).pending(now: now) }
        var summary = ComputeSummary()
        // One at a time, since a week that was lost is repeated without those before it. One that was committed although
        // its reply was lost is computed again and finds nothing to change.
        for week in weeks {
            let one = try session.repeating {
                try MetricRun($0, catalogue: catalogue).compute(
                    [week], metrics: metric.map { [$0] }, force: force, reason: reason, now: now)
            }
            summary.weeks += one.weeks
            summary.changedRows += one.changedRows
            summary.revisedRows += one.revisedRows
        }
        try tell(summary)
    }

    private func chosen() -> [Week]? {
        if let week { return [week.week] }
        guard let from, let to else { return nil }
        return Week.span(from: from.week, to: to.week)
    }

    private func tell(_ summary: ComputeSummary) throws {
        if shared.json { return try shared.output.json(ComputeReport(summary)) }
        shared.output.success(
            "computed \(summary.weeks.count) weeks, \(summary.changedRows) rows changed, \(summary.revisedRows) published values revised"
        )
    }
}

/// A computation as JSON.
private struct ComputeReport: Encodable {
    let weeks: [String]
    let changedRows: Int
    let revisedRows: Int

    private enum CodingKeys: String, CodingKey {
        case weeks
        case changedRows = "changed_rows"
        case revisedRows = "revised_rows"
    }

    init(_ summary: ComputeSummary) {
        weeks = summary.weeks.map(\.description)
        changedRows = summary.changedRows
        revisedRows = summary.revisedRows
    }
}
