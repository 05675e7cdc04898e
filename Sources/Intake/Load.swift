import Digest
public import Postgres
import Records
import Warehouse

/// Loads one file: reads, checks, stages and merges it in one transaction, with its row in the ledger.
///
/// After any failure the tables are as before; a refused file leaves its reasons in the ledger.
public struct Load {
    let connection: Connection
    let request: LoadRequest
    let replay: Replay?
    let identity: Ledger.Identity
    let zone: Zone
    let reportingZone: Zone
    let ownDomains: OwnDomains
    let meetingSeries: MeetingSeries
    /// The file, open; nil: its rejected records are read instead.
    private let openedFile: InputFile?
    let bounds: InstantBounds
    let kindScript: LoadScript
    let now: Timestamp
    let runID: String
    /// Called now and then with bytes read, bytes in all and records read.
    let progress: (Int, Int, Int) -> Void

    var kind: Kind { request.effectiveMapping.kind }

    var ledger: Ledger { Ledger(connection: connection) }

    /// A load of `request` over `connection`.
    ///
    /// `now` is what the ledger shall say about the time; `runID` a UUID that tells, after a lost connection, whether
    /// the load was committed. Where there is a `replay`, its records are read instead of the file. `clock` stands for
    /// the server's clock, by which the instants of records are judged; nil: the server is asked.
    public init(
        _ request: LoadRequest, replaying replay: Replay? = nil, on connection: Connection, now: Timestamp,
        runID: String, clock: Timestamp? = nil,
        progress: @escaping (Int, Int, Int) -> Void = { _, _, _ in }
    ) throws {
        self.connection = connection
        self.request = request
        self.replay = replay
        self.now = now
        self.runID = runID
        self.progress = progress
        let mapping = request.effectiveMapping
        let settings = Settings(connection)
        let reportingName = try settings.get("reporting_tz", now: now).value ?? "UTC"
        let statedName = request.zone ?? mapping.zone
        // What was rejected is read again in the zone of its load.
        if replay == nil, let statedName { try ZoneName.check(statedName, connection) }
        let zoneName = statedName ?? reportingName
        reportingZone = try Zone(named: reportingName, on: connection)
        zone = zoneName == reportingName ? reportingZone : try Zone(named: zoneName, on: connection)
        ownDomains = try OwnDomains(over: connection)
        meetingSeries = try MeetingSeries(settings, now: now)
        try mapping.check(ownDomains, meetingSeries)
        openedFile = try replay == nil ? request.input() : nil
        bounds = try InstantBounds(connection, clock: clock)
        kindScript = try LoadScript(named: mapping.kind.name)
        identity = Ledger.Identity(
            kind: mapping.kind.name, source: request.effectiveSource, path: request.name,
            mapping: mapping.identified(by: meetingSeries), zone: zoneName, ownDomains: ownDomains.text,
            observedAt: request.observedAt ?? openedFile.map { Timestamp($0.handle.modifiedAt) } ?? now)
    }

    /// The file to read.
    func input() throws -> InputFile { try openedFile ?? request.input() }

    /// Does it.
    ///
    /// Throws ``Refusal`` where the file is refused, `RecordsError` where it cannot be read, ``LoadInDoubt`` where the
    /// reply to COMMIT was lost, `PostgresError`, or `Failure`.
    public func run() throws -> LoadSummary {
        do {
            do {
                try checkObservation()
                if let earlier = try earlierLoad() { return earlier }
                return try attempt()
            } catch RecordsError.cannotUnpack(_, let reason) {
                throw Refusal(reason: "it cannot be unpacked: \(reason).")
            }
        } catch let refusal as Refusal {
            throw request.isDryRun || replay != nil ? refusal.followed(by: request.command) : try refused(refusal)
        }
    }

    private func earlierLoad() throws -> LoadSummary? {
        guard !request.isForced, !request.replaces else { return nil }
        let source = try input().source()
        guard try ledger.mayKnow(identity, bytes: source.byteCount) else { return nil }
        return try earlierLoad(sha256: source.digestOfRest())
    }

    private func earlierLoad(sha256: String) throws -> LoadSummary? {
        guard !request.isForced, !request.replaces,
            let number = try ledger.earlierLoad(identity, sha256: sha256)
        else { return nil }
        var summary = LoadSummary(file: request.name, kind: kind.name, source: identity.source)
        summary.status = .alreadyLoaded
        summary.load = number
        summary.mapping = identity.mapping.name
        return summary
    }

    /// Writes the refusal to the ledger, and gives it with the command to run next.
    private func refused(_ refusal: Refusal) throws -> Refusal {
        do {
            let number = try ledger.refuse(
                refusal, identity: identity, file: refusedFile(), runID: runID, startedAt: now)
            return refusal.followed(
                by: request.commandWithEncoding(for: refusal)
                    ?? (refusal.sample.isEmpty ? request.command : "earshot rejects show \(number)"))
        } catch let cause as PostgresError where cause.outcome == .inDoubt {
            let ending = refusal.followed(by: request.command)
            throw LoadInDoubt(runID: runID, ending: .failure(ending), cause: cause)
        }
    }

    /// The file as far as it can be read: what is damaged has the digest of what could be unpacked.
    private func refusedFile() -> Ledger.File {
        do {
            let source = try input().source()
            _ = try? source.digestOfRest()
            return file(source, sha256: source.sha256)
        } catch {
            return Ledger.File(
                path: request.name, bytes: 0,
                modifiedAt: openedFile.map { Timestamp($0.handle.modifiedAt) } ?? identity.observedAt,
                sha256: SHA256.text(of: []))
        }
    }

    func file(_ source: ByteSource, sha256: String) -> Ledger.File {
        Ledger.File(
            path: source.name, bytes: source.byteCount,
            modifiedAt: source.modifiedAt.map(Timestamp.init) ?? identity.observedAt, sha256: sha256)
    }

    /// Ends a transaction that is to leave nothing behind.
    private struct TakenBack: Error {
        let summary: LoadSummary
    }

    private func attempt() throws -> LoadSummary {
        let clock = ContinuousClock()
        let start = clock.now
        var done: LoadSummary?
        do {
            return try connection.transaction {
                var summary = try loadFile { clock.now - start }
                summary.seconds = (clock.now - start).seconds
                if summary.status != .loaded { throw TakenBack(summary: summary) }
                done = summary
                return summary
            }
        } catch let taken as TakenBack {
            return taken.summary
        } catch let cause as PostgresError where cause.outcome == .inDoubt {
            guard let done else { throw cause }
            throw LoadInDoubt(runID: runID, ending: .success(done), cause: cause)
        }
    }

    func loadRecords<Reader: RecordReader & ~Copyable>(
        _ syntax: Mapping.Format.Syntax, elapsed: () -> Duration, open: @escaping () throws -> Reader
    ) throws -> LoadSummary {
        let number = try ledger.nextNumber()
        try LoadScript(named: "context").run(on: connection)
        try connection.execute(RejectionLog.table)
        var staging = try Staging(self, syntax, open: open)
        try staging.fill()
        try staging.checkColumns()
        if replay != nil, staging.present.contains("valid_from") { throw Refusal.ofHistory(request) }
        try writeContext(number, staging)
        if let earlier = try earlierLoad(sha256: staging.sha256) { return earlier }
        let replacement = try request.replaces ? Replacement(of: ledger.loads(of: identity), by: self) : nil
        try replacement?.removeRecords()
        try staging.settleWithdrawals()
        let readBefore = try replay == nil ? checkVolume(staging.readCount) : nil
        let absent = try mergeStaged(&staging)
        var summary = try counted(staging)
        summary.readBefore = readBefore
        summary.absent = absent
        summary.warnings = try warnings(summary, continuation: staging.continuation)
        summary.load = request.isDryRun ? nil : number
        if request.isDryRun { summary.status = .dryRun }
        if try staging.source.hasChanged() {
            throw Refusal(reason: "the file changed while it was read. Load it again once it is complete.")
        }
        try checkDates(summary)
        try ledger.record(
            summary, number: number, identity: identity, isComplete: request.isComplete,
            file: replay?.file ?? file(staging.source, sha256: staging.sha256),
            layout: staging.layout, present: staging.present, ignored: staging.ignored, runID: runID, startedAt: now,
            finishedAt: now.adding(elapsed()))
        try connection.execute(
            """
            insert into ops.rejection (load_id, ordinal, line, column_name, rule, message, record)
            select \(number), row_number() over (order by line), line, column_name, rule, message, record from rejected
            """)
        if replay == nil { try ledger.noteFound(identity, sha256: staging.sha256) }
        try replacement?.record(as: number)
        try LoadScript(named: "marks").run(on: connection)
        if let replacement {
            summary.replaced = replacement.loads
            summary.restated = try replacement.restated(by: number)
            summary.loadAgain = try MissingFile.all(over: connection)
        }
        return summary
    }

    private func writeContext<Reader: RecordReader & ~Copyable>(
        _ number: Int, _ staging: borrowing Staging<Reader>
    ) throws {
        let sha256 = replay?.file.sha256 ?? staging.sha256
        try connection.execute(
            """
            insert into load_context (
                load_id, kind, source, observed_at, sha256, is_complete, present, started_at, is_replay
            ) values (
                \(number), \(kind.name), \(identity.source), \(identity.observedAt), \(sha256), \(request.isComplete),
                \(staging.present), \(now), \(replay != nil)
            )
            """)
        try LoadScript(named: "versions").run(on: connection)
    }

    /// Notes how far the source's deliveries reach.
    ///
    /// A rejected record is not missing, so a delivery that has some does not tell what is.
    private func noteDelivery(isFlawless: Bool) throws {
        try connection.execute("update load_context set is_complete = is_complete and \(isFlawless)")
        try connection.execute(
            """
            insert into ops.source as known (kind, source, is_complete, complete_at)
            select kind, source, \(request.isComplete), case when is_complete then observed_at else '-infinity' end
            from load_context
            on conflict (kind, source) do update set
                is_complete = excluded.is_complete,
                complete_at = greatest(known.complete_at, excluded.complete_at)
            """)
    }

    /// Steps that run at a time of their own: before the merge, or once references are resolved.
    private static let apart: Set<String> = [
        "stage", "left out", "withdrawn series", "rejections", "unattributed", "unknown_people", "out_of_order",
        "undated", "repeated",
    ]

    /// Gives how many known records the file no longer holds.
    private func mergeStaged<Reader: RecordReader & ~Copyable>(_ staging: inout Staging<Reader>) throws -> Int {
        for step in kindScript.steps where step.name == "rejections" { try connection.execute(step.sql) }
        try staging.rejectRefused()
        try staging.checkLimit()
        if replay == nil { try noteDelivery(isFlawless: staging.log.lostCount == 0) }
        try connection.execute("analyze staging")
        let absent = try kindScript.run(
            on: connection, present: staging.present, except: Self.apart, counting: "absent")
        try LoadScript(named: "references").run(on: connection)
        try LoadScript(named: "acted").run(on: connection)
        return absent
    }

    private func counted<Reader: RecordReader & ~Copyable>(_ staging: borrowing Staging<Reader>) throws -> LoadSummary {
        var summary = LoadSummary(file: request.name, kind: kind.name, source: identity.source)
        for row in try connection.rows(
            "select outcome, count(*) as number from incoming where ordinal is not null group by outcome")
        {
            let number: Int = try row["number"]
            switch try row["outcome"] as String {
            case "loaded": summary.loaded = number
            case "updated": summary.updated = number
            case "unchanged": summary.unchanged = number
            case "duplicate": summary.duplicate = number
            default: summary.stale = number
            }
        }
        summary.mapping = identity.mapping.name
        summary.replayOf = replay?.load
        summary.read = staging.readCount
        summary.rejected = staging.log.count
        summary.rejectedByRule = staging.log.byRule
        summary.firstRejections = staging.log.firstLines
        summary.filtered = staging.filteredCount
        summary.oddTimes = staging.oddTimes
        summary.beforeWindow = staging.beforeWindowCount
        summary.ignoredColumns = staging.ignored
        summary.unattributed = try kindScript.count("unattributed", on: connection)
        summary.unknownPeople = try kindScript.count("unknown_people", on: connection)
        summary.outOfOrder = try kindScript.count("out_of_order", on: connection)
        summary.undated = try kindScript.count("undated", on: connection)
        return summary
    }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}

extension Timestamp {
    func adding(_ duration: Duration) -> Timestamp {
        Timestamp(microsecondsSinceUnixEpoch: microsecondsSinceUnixEpoch + Int64(duration.seconds * 1e6))
    }
}
