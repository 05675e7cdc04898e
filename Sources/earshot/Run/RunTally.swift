import Intake
import Warehouse

/// What a run came to.
struct RunTally: Encodable {
    /// The run, as `ops.run` and the log name it.
    let runID: String
    /// Files that were loaded.
    var files = 0
    /// Weeks that were computed.
    var weeks: [String] = []
    /// Editions that were made, such as `2026-W10.1`.
    var editions: [String] = []
    /// Seconds of each stage that was begun.
    var seconds: [String: Double] = [:]
    /// What failed, told already.
    var failures: [Failure.Kind] = []

    /// That of the signal that ended it, else of the worst that failed; 0: nothing did.
    var exitCode: Int32 { Interruption.exitCode ?? failures.max()?.rawValue ?? 0 }

    init(runID: String) { self.runID = runID }

    private enum CodingKeys: String, CodingKey {
        case files, weeks, editions, seconds
        case runID = "run_id"
        case exitCode = "exit_code"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(runID, forKey: .runID)
        try container.encode(exitCode, forKey: .exitCode)
        try container.encode(files, forKey: .files)
        try container.encode(weeks, forKey: .weeks)
        try container.encode(editions, forKey: .editions)
        try container.encode(seconds, forKey: .seconds)
    }

    /// One line for people.
    var line: String { "loaded \(files) files, computed \(weeks.count) weeks, published \(editions.count) editions" }
}
