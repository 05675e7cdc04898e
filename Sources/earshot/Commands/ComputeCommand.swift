import ArgumentParser
import Postgres
import Reporting
import Warehouse

/// `earshot compute`: the weekly figures.
struct ComputeCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute", abstract: "Compute weeks; without arguments those that are due or were touched by a load.")

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("One week, such as 2026-W10.", valueName: "week")) var week: WeekArgument?
    @Option(help: ArgumentHelp("First week of several.", valueName: "week")) var from: WeekArgument?
    @Option(help: ArgumentHelp("Last week of several.", valueName: "week")) var to: WeekArgument?
    @Option(help: ArgumentHelp("One metric, with those it reads and those that read it.", valueName: "name"))
    var metric: String?
    @Flag(help: "Let an empty result replace one that is not.") var force = false

    func validate() throws {
        guard week == nil || (from == nil && to == nil), (from == nil) == (to == nil) else {
            throw ValidationError("Name one --week, or both --from and --to.")
        }
    }

    func perform() throws {
        try shared.write(as: "compute", shared.configuration()) { connection in
            let now = Timestamp.now
            let weeks = try chosen() ?? Failure.telling { try Schedule(connection).pending(now: now) }
            let run = MetricRun(connection, catalogue: try Catalogue())
            let summary = try run.compute(weeks, metrics: metric.map { [$0] }, force: force, now: now)
            try tell(summary)
        }
    }

    private func chosen() -> [Week]? {
        if let week { return [week.week] }
        guard let from, let to else { return nil }
        return Week.span(from: from.week, to: to.week)
    }

    private func tell(_ summary: ComputeSummary) throws {
        if shared.json { return try shared.output.json(ComputeReport(summary)) }
        shared.output.success(
            "computed \(summary.weeks.count) weeks, \(summary.changedRows) rows changed, \(summary.revisedRows) published values revised")
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
