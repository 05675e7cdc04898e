import Foundation
import Intake
import Postgres
import Records
import Warehouse

/// Loads files one after another and tells what became of them.
struct FileLoader {
    let connection: Connection
    let output: Output

    /// Loads `files` as `request` says. A file that is refused does not keep the others out; the first failure is
    /// thrown at the end.
    func load(_ files: [String], as request: LoadRequest, ownDomains: [String]? = nil) throws {
        if let ownDomains { try keep(ownDomains) }
        var failures: [Failure] = []
        for file in files {
            do {
                var request = request
                request.path = file
                try tell(try load(request))
            } catch let failure as Failure where failure.kind == .busy || failure.kind == .unavailable {
                throw failure
            } catch {
                let failure = Failure(any: error)
                Output.warn("earshot: \(EscapedText(file)): \(failure)")
                failures.append(failure)
            }
        }
        if let first = failures.first { throw SilentFailure(first) }
    }

    /// The configured own domains become the setting, when they are not yet.
    private func keep(_ ownDomains: [String]) throws {
        let settings = Settings(connection)
        let wanted = ownDomains.joined(separator: ";")
        let now = Timestamp.now
        guard try settings.get("own_domains", now: now).value ?? "" != wanted else { return }
        try settings.set("own_domains", to: wanted, now: now)
    }

    private func load(_ request: LoadRequest) throws -> LoadSummary {
        let bar = ProgressLine(EscapedText(request.path).description)
        defer { bar.clear() }
        return try Failure.telling {
            try Load(request, on: connection, now: .now, runID: UUID().uuidString) { bytes, total, records in
                bar.show(bytes: bytes, of: total, records: records)
            }.run()
        }
    }

    private func tell(_ summary: LoadSummary) throws {
        if output.isJSON { return try output.json(summary) }
        output.success(summary.line)
        if !summary.ignoredColumns.isEmpty {
            output.success("  columns not used: \(summary.ignoredColumns.map { EscapedText($0).description }.joined(separator: ", "))")
        }
    }
}

extension LoadSummary {
    /// One line for people.
    var line: String {
        let name = EscapedText(file).description
        if status == .alreadyLoaded { return "\(name): loaded before as load \(load ?? 0), nothing to do" }
        let counts: [(String, Int)] = [
            ("read", read), ("loaded", loaded), ("updated", updated), ("unchanged", unchanged), ("duplicate", duplicate),
            ("stale", stale), ("rejected", rejected), ("unattributed", unattributed), ("out of order", outOfOrder),
        ]
        let rest: [(String, Int)] = [("undated", undated), ("absent", absent), ("filtered", filtered), ("odd times", oddTimes)]
        let shown = counts + rest.filter { $0.1 > 0 }
        let text = shown.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        let took = String(format: "%.1f s", seconds)
        return "\(name): \(text), \(took)\(status == .dryRun ? " (dry run, nothing kept)" : "")"
    }
}
