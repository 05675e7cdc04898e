import ArgumentParser
import Postgres
import Reporting
import Warehouse

/// `earshot compute`: the weekly figures.
struct ComputeCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute",
        abstract:
            "Compute weeks; without arguments those that are due or that a load or a setting touched, newest first.")

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("One week: 2026-W10, its Monday, W10 of this year, or last.", valueName: "week"))
    var week: WeekArgument?
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
    @OptionGroup var weeks: ConnectionsOption
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
        let configuration = try shared.configuration()
        let session = try shared.writerSession(as: "compute", configuration)
        try FileLoader(session: session, output: shared.output).keep(configuration.meetingSeries)
        let (now, catalogue) = (Timestamp.now, try Catalogue())
        let queue = WeekQueue<ComputeSummary>(
            try session.repeating { try chosen(over: $0) ?? Schedule($0).pending(now: now).reversed() })
        let another = { @Sendable [shared] in
            try shared.writerSession(as: "compute", configuration, takesLock: false)
        }
        let assistant = queue.assistant(connections: weeks.connections, another)
        queue.work(over: session, connections: weeks.connections, another: another) {
            [metric, force, reason] week, _, session in
            try session.repeating {
                try MetricRun($0, catalogue: catalogue, assistant: assistant).compute(
                    [week], metrics: metric.map { [$0] }, force: force, reason: reason, now: now)
            }
        }
        if let failure = queue.failure { throw failure }
        try tell(queue.outcomes.map(\.outcome))
    }

    private func chosen(over connection: Connection) throws -> [Week]? {
        if let week { return [try week.week(over: connection)] }
        guard let from, let to else { return nil }
        let (first, last) = (try from.week(over: connection), try to.week(over: connection))
        if last < first { throw ValidationError("--to \(last) is before --from \(first).") }
        return Week.span(from: first, to: last)
    }

    private func tell(_ summaries: [ComputeSummary]) throws {
        let report = ComputeReport(
            weeks: summaries.flatMap(\.weeks).map(\.description),
            changedRows: summaries.reduce(0) { $0 + $1.changedRows },
            revisedRows: summaries.reduce(0) { $0 + $1.revisedRows })
        if shared.json { return try shared.output.json(report) }
        shared.output.success(
            "computed \(report.weeks.count) weeks, \(report.changedRows) rows changed, \(report.revisedRows) published values revised"
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
}
