import Foundation
import Postgres
import Reporting
import Warehouse

/// The file that the node exporter's textfile collector reads.
struct Textfile {
    let path: String

    /// Writes the file beside, and renames it. The name of the draft does not end in `.prom`, so nobody collects it.
    ///
    /// - Parameter keepsOthers: Whether families that are not among `families` stay as they were.
    /// - Throws: `Failure` of kind `cannotCreate`; the old file stays.
    func write(_ families: [MetricFamily], keepsOthers: Bool) throws {
        let others = keepsOthers ? old.filter { family in !families.contains { $0.name == family.name } } : []
        let text = (families.map(\.text) + others.map(\.text)).joined()
        let draft = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        defer { unlink(draft) }
        do {
            // Others are to read it whatever the mask says: the exporter runs as somebody else.
            guard FileManager.default.createFile(atPath: draft, contents: Data(text.utf8)), chmod(draft, 0o644) == 0,
                rename(draft, path) == 0
            else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw Failure(.cannotCreate, "The file for Prometheus, \(path), cannot be written.")
        }
    }

    /// What stands in the file now, by name.
    private var old: [(name: Substring, text: String)] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "# HELP ").compactMap { block in
            block.split(separator: " ").first.map { ($0, "# HELP \(block)") }
        }
    }
}

extension RunTally {
    /// The run itself as figures.
    ///
    /// - Parameters:
    ///   - now: When it began.
    ///   - duration: How long it took.
    func families(now: Timestamp, duration: Duration) -> [MetricFamily] {
        [
            MetricFamily(
                "earshot_last_run_timestamp_seconds", "When the last run began.", .gauge,
                [.init(now.secondsSinceUnixEpoch)]),
            MetricFamily(
                "earshot_last_run_exit_code", "Exit code of the last run.", .gauge, [.init(Double(exitCode))]),
            MetricFamily(
                "earshot_last_run_duration_seconds", "How long the last run took.", .gauge,
                [.init(duration / .seconds(1))]),
            MetricFamily(
                "earshot_last_run_stage_duration_seconds", "How long each stage of the last run took.", .gauge,
                RunStep.Stage.allCases.map { .init(seconds[$0.rawValue] ?? 0, [("stage", $0.rawValue)]) }),
        ]
    }
}
