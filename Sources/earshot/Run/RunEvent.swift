import Intake
import Postgres
import Warehouse

/// A line of the log: what a run began or ended, with counts and codes, and nothing that stands in a file or a table.
struct RunEvent: Encodable {
    /// `begin`, `clock`, `load`, `compute`, `publish` or `end`.
    let event: String
    /// The file or the week.
    var unit: String?
    var source: String?
    var kind: String?
    /// Number of the load in the ledger.
    var load: Int?
    /// How a load ended.
    var status: String?
    /// How many of what.
    var counts: [String: Int]?
    /// Kinds of what a load warns of; absent where it warns of nothing.
    var warnings: [String]?
    var seconds: Double?
    /// Exit code that it means; absent in `begin`.
    var code: Int32?
    var sqlstate: String?

    init(_ event: String) { self.event = event }

    /// That this machine's clock differs from the server's by more than a minute, by so many seconds; nil: it does not.
    init?(_ clock: ServerClock) {
        guard clock.difference != nil else { return nil }
        self.init("clock")
        seconds = clock.lead
    }

    /// What became of a file.
    init(_ ending: FileLoader.Ending) {
        self.init(RunStep.Stage.load.rawValue)
        unit = ending.request.shownName
        source = ending.request.source
        kind = ending.request.kind.name
        seconds = ending.duration / .seconds(1)
        switch ending.outcome {
        case .success(let summary):
            code = 0
            load = summary.load
            status = summary.status.rawValue
            counts = summary.countsByOutcome
            if !summary.warnings.isEmpty { warnings = summary.warnings.map(\.kind.rawValue) }
        case .failure(let failure): add(failure)
        }
    }

    /// Why it failed: by codes, since words may name what stands in a file.
    mutating func add(_ failure: Failure) {
        code = failure.kind.rawValue
        sqlstate = failure.cause?.sqlState.map { "\($0)" }
    }
}

extension LoadSummary {
    /// Records by what became of them.
    fileprivate var countsByOutcome: [String: Int] {
        [
            "read": read, "loaded": loaded, "updated": updated, "unchanged": unchanged, "duplicate": duplicate,
            "stale": stale, "rejected": rejected, "unattributed": unattributed, "absent": absent, "filtered": filtered,
        ]
    }
}
