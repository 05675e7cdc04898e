import ArgumentParser
import Dispatch
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
    @Option(
        help: ArgumentHelp("Weeks computed at the same time, each over a connection of its own.", valueName: "number"))
    var connections = 2
    @Flag(help: "Let an empty result replace one that is not.") var force = false

    func validate() throws {
        guard week == nil || (from == nil && to == nil), (from == nil) == (to == nil) else {
            throw ValidationError("Name one --week, or both --from and --to.")
        }
        guard (1...16).contains(connections) else { throw ValidationError("Name 1 to 16 --connections.") }
    }

    private static func reason(_ word: String) throws -> Reason {
        guard let reason = Reason(rawValue: word) else { throw ValidationError("There is no reason \(word).") }
        return reason
    }

    func perform() throws {
        let configuration = try shared.configuration()
        let session = try shared.writerSession(as: "compute", configuration)
        let (now, catalogue) = (Timestamp.now, try Catalogue())
        let queue = WeekQueue(try chosen() ?? session.repeating { try Schedule($0).pending(now: now) })
        let compute = { @Sendable [metric, force, reason] (week: Week, connection: Connection) in
            try MetricRun(connection, catalogue: catalogue).compute(
                [week], metrics: metric.map { [$0] }, force: force, reason: reason, now: now)
        }
        let others = DispatchGroup()
        for _ in 1..<max(1, min(connections, queue.count)) {
            DispatchQueue.global().async(group: others) { [shared] in
                queue.work(
                    open: { try shared.writerSession(as: "compute", configuration, takesLock: false) }, compute: compute
                )
            }
        }
        queue.work(open: { session }, compute: compute)
        others.wait()
        try tell(queue.summary())
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
