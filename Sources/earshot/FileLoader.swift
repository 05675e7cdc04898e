import Foundation
import Intake
import Postgres
import Records
import Reporting
import Warehouse

/// Loads files one after another and tells what became of them. A file that is refused does not keep the others out.
struct FileLoader {
    /// Files that are loaded in the same way.
    struct Batch {
        var files: [String]
        var request: LoadRequest
        /// Pattern of the time in a file's name; nil: its modification time counts.
        var observedAt: String?
    }

    /// What became of one file, or of one in an archive.
    struct Ending {
        let request: LoadRequest
        let outcome: Result<LoadSummary, Failure>
        let duration: Duration
    }

    let session: WriterSession
    let output: Output
    /// The instant taken for the present.
    var now: () -> Timestamp = { .now }
    /// Told of each file once it is done with.
    var onEnd: (Ending) -> Void = { _ in }
    private(set) var failures: [Failure] = []

    init(session: WriterSession, output: Output) {
        self.session = session
        self.output = output
    }

    /// Loads the files of `batch`, and keeps the failures for ``finish()``. Throws only what the next file would meet too.
    mutating func load(_ batch: Batch) throws {
        for file in batch.files { try loadParts(of: file, batch) }
    }

    /// Loads a file, or each file in the archive that it is.
    private mutating func loadParts(of file: String, _ batch: Batch) throws {
        let name = EscapedText(file).description
        var request = batch.request
        request.path = file
        let parts: [LoadRequest]
        do {
            parts = try request.parts()
        } catch {
            return try tell(error, of: name)
        }
        for part in parts { try load(part, of: batch) }
    }

    /// Loads a file, or one in an archive.
    mutating func load(_ part: LoadRequest, of batch: Batch) throws {
        let (start, onEnd) = (ContinuousClock.now, onEnd)
        let end = { (outcome: Result<LoadSummary, Failure>) in
            onEnd(Ending(request: part, outcome: outcome, duration: ContinuousClock.now - start))
        }
        try attempt(part.shownName) { loader in
            do {
                let summary = try loader.loadFile(part, of: batch)
                end(.success(summary))
                return summary
            } catch {
                end(.failure(Failure(any: error)))
                throw error
            }
        }
    }

    /// Tells what became of one load, called `name`, and keeps its failure for ``finish()``. Throws only what the next one
    /// would meet too.
    mutating func attempt(_ name: String, _ load: (FileLoader) throws -> LoadSummary) throws {
        do {
            try tell(try load(self))
        } catch {
            try tell(error, of: name)
        }
    }

    /// Tells of a failure of what is called `name`, and keeps it for ``finish()``. Throws it where the next one would meet it
    /// too.
    mutating func tell(_ error: any Error, of name: String) throws {
        let failure = Failure(any: error)
        if failure.kind.endsWork { throw failure }
        Output.warn("earshot: \(name): \(failure)")
        failures.append(failure)
    }

    /// Tells of names in the warehouse that differ in case only, and how to unify them.
    func tellNameVariants() throws {
        guard output.tellsSuccess else { return }
        let variants = try session.repeating { try NameVariants.all($0) }
        for line in variants.lines { Output.warn("earshot: \(line)") }
    }

    /// Tells of records in the warehouse that name what no file has brought.
    func tellUnlinkedRecords() throws {
        guard output.tellsSuccess else { return }
        for records in try session.repeating({ try UnlinkedRecords.all($0) }) {
            Output.warn("earshot: \(records.line)")
        }
    }

    /// Throws the first failure, which was told already.
    func finish() throws {
        if let first = failures.first { throw SilentFailure(first) }
    }

    /// Makes what the configuration says of leadership meetings the setting, where it is not yet; nil: nothing is configured.
    func keep(_ meetingSeries: [String]?) throws {
        guard let wanted = meetingSeries?.joined(separator: ";") else { return }
        let now = now()
        try session.repeating { connection in
            let settings = Settings(connection)
            guard try settings.get("meeting_series", now: now).value ?? "" != wanted else { return }
            try settings.set("meeting_series", to: wanted, now: now)
        }
    }

    private func loadFile(_ part: LoadRequest, of batch: Batch) throws -> LoadSummary {
        let bar = ProgressLine(EscapedText(part.path).description)
        defer { bar.clear() }
        let (now, runID) = (now(), UUID().uuidString)
        return try session.repeating { connection in
            let request = try batch.settled(part, on: connection)
            return try Load(request, on: connection, now: now, runID: runID) { bytes, total, records in
                bar.show(bytes: bytes, of: total, records: records)
            }.run()
        } lookUp: { doubt, connection in
            try doubt.lookUp(over: connection)
        }
    }

    private func tell(_ summary: LoadSummary) throws {
        if let before = summary.readBefore {
            output.warning(
                "earshot: \(EscapedText(summary.file)): \(summary.read) records after \(before): at least 90 % fewer than the "
                    + "delivery before. Look whether the export is whole.")
        }
        for warning in summary.warnings {
            output.warning("earshot: \(EscapedText(summary.file)): \(EscapedText(warning.message))")
        }
        if output.isJSON { return try output.json(summary) }
        output.success(summary.line)
        if !summary.replaced.isEmpty {
            output.success("  replaces load \(summary.replaced.map(String.init).joined(separator: ", "))")
        }
        if let line = RestatedWeeks(summary.restated)?.line { output.success("  \(line)") }
        for file in summary.loadAgain { Output.warn("earshot: \(file.line)") }
        for reason in summary.firstRejections { output.success("  \(EscapedText(reason))") }
        if summary.rejected > 0, let load = summary.load, summary.status == .loaded {
            output.success("  Next: earshot rejects show \(load)")
        }
        if !summary.ignoredColumns.isEmpty {
            output.success(
                "  columns not used: \(summary.ignoredColumns.map { EscapedText($0).description }.joined(separator: ", "))"
            )
        }
        if let next = summary.unmatchedLine { output.success(next) }
    }
}

extension FileLoader.Batch {
    /// `part` with the mapping that fits it and the instant in its name.
    fileprivate func settled(_ part: LoadRequest, on connection: Connection) throws -> LoadRequest {
        var request = part
        if request.mapping == nil { request.mapping = try MappingLibrary().recognized(request) }
        if request.observedAt == nil, let observedAt {
            let zone = try Settings(connection).get("reporting_tz", now: .now).value ?? "UTC"
            request.observedAt = try FileNameDate(pattern: observedAt).instant(
                in: part.path, zone: zone, on: connection)
        }
        return request
    }
}

extension LoadRequest {
    /// The file, with its name in an archive behind `!`, safe to print.
    var shownName: String { EscapedText(path).description + (member.map { "!\(EscapedText($0))" } ?? "") }
}

extension LoadSummary {
    /// What to look at where more than 5 % of the records name no known customer, or somebody nobody knows; nil: fewer do.
    fileprivate var unmatchedLine: String? {
        let kept = loaded + updated + unchanged
        let parts = [
            unattributed * 20 > kept ? "\(unattributed) of \(kept) records name no known customer" : nil,
            unknownPeople * 20 > kept ? "\(unknownPeople) of \(kept) records name people whom nobody knows" : nil,
        ].compactMap(\.self)
        if status != .loaded || parts.isEmpty { return nil }
        return
            "  \(parts.joined(separator: ", ")). Next: earshot unmatched --kind \(kind) --source \(EscapedText(source))"
    }

    /// One line for people.
    var line: String {
        let past = replayOf.map { ", rejected by load \($0)" } ?? ""
        let name = EscapedText(file).description + past + (mapping.isEmpty ? "" : " as \(EscapedText(mapping))")
        if status == .alreadyLoaded { return "\(name): loaded before as load \(load ?? 0), nothing to do" }
        let counts: [(String, Int)] = [
            ("read", read), ("loaded", loaded), ("updated", updated), ("unchanged", unchanged),
            ("duplicate", duplicate),
            ("stale", stale), ("rejected", rejected), ("unattributed", unattributed), ("out of order", outOfOrder),
        ]
        let rest: [(String, Int)] = [
            ("undated", undated), ("absent", absent), ("filtered", filtered), ("odd times", oddTimes),
            ("more than five years back", beforeWindow),
        ]
        let shown = counts + rest.filter { $0.1 > 0 }
        let text = shown.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        let took = String(format: "%.1f s", seconds)
        let number = status == .dryRun ? "dry run, nothing kept" : "load \(load ?? 0)"
        return "\(name): \(text), \(took) (\(number))"
    }
}
