import Postgres
import Reporting
import Warehouse

/// What a run would do, as far as it can be told before files are read.
struct RunPlan: Encodable {
    /// Bundles to be repaired, or where something is in the way.
    let bundles: [String]
    /// Files to be loaded, in order.
    let files: [String]
    /// Weeks to be computed; what is loaded before may add some.
    let weeks: [String]
    /// Weeks to be published; what is computed before may add some.
    let dueWeeks: [String]

    private enum CodingKeys: String, CodingKey {
        case bundles, files, weeks
        case dueWeeks = "due_weeks"
    }

    init(_ configuration: Configuration, on connection: Connection, maxCatchup: Int?, now: Timestamp) throws {
        let (new, schedule) = (try NewFiles(configuration, on: connection), Schedule(connection))
        if let failure = new.failures.first { throw failure.error }
        let bundle = configuration.export.bundle(over: connection)
        bundles = try bundle.faults().map(\.path)
        files = new.files.map(\.request.shownName)
        let limit = maxCatchup ?? .max
        weeks = try schedule.pending(now: now).suffix(limit).reversed().map(\.description)
        dueWeeks = try bundle.unpublished(required: configuration.requiredSources, now: now).suffix(limit).map {
            "\($0.week)"
        }
    }

    /// The whole for people.
    var page: String {
        let lines =
            bundles.map { "repair \($0)" } + files.map { "load \($0)" } + weeks.map { "compute \($0)" }
            + dueWeeks.map { "publish \($0)" }
        return lines.isEmpty ? "There is nothing to do." : lines.joined(separator: "\n")
    }
}
