import Intake
import Postgres
import Reporting
import Warehouse

/// One run: loads the files that are new, computes the weeks that a load touched or that have ended, newest first, and
/// publishes those that are due. What fails in one file, source or week does not stop the others.
///
/// What there is to do follows from the ledger alone, so a run makes up for those that were missed.
struct Run {
    let configuration: Configuration
    let session: WriterSession
    /// Opens a session that computes beside it.
    let another: @Sendable () throws -> WriterSession
    /// Number of sessions that compute, at most.
    let connections: Int
    let output: Output
    let steps: RunSteps
    /// Most weeks to compute, and to publish, the newest ones; nil: all that wait.
    let maxCatchup: Int?
    /// The instant taken for the present.
    let now: Timestamp
    /// What was done so far, also after an error.
    private(set) var tally: RunTally
    private var failedWeeks: Set<Week> = []
    private var publicationCount = 0
    /// Whether the folder of bundles cannot be written, which ends each publication and is told once.
    private var isFolderBroken = false

    init(
        _ configuration: Configuration, session: WriterSession, another: @escaping @Sendable () throws -> WriterSession,
        connections: Int, output: Output, steps: RunSteps, maxCatchup: Int?, now: Timestamp
    ) {
        self.configuration = configuration
        self.session = session
        self.another = another
        self.connections = connections
        self.output = output
        self.steps = steps
        self.maxCatchup = maxCatchup
        self.now = now
        tally = RunTally(runID: steps.journal.runID)
    }

    /// Does it all. Throws what everything after it would meet too.
    mutating func perform() throws {
        try session.repeating { try steps.journal.begin($0, now: now) }
        // Before anything changes what was published.
        try repair()
        try timing(.load) { try $0.load() }
        let backlog = try session.repeating { connection in
            let schedule = Schedule(connection)
            return Backlog(chosen(try schedule.pending(now: now)), latest: try schedule.latestComputed())
        }
        try timing(.compute) { try $0.compute(backlog.recent) }
        if !backlog.older.isEmpty {
            try timing(.publish) { try $0.publish { !backlog.keepsWaiting($0.week) } }
            try timing(.compute) { try $0.compute(backlog.older) }
        }
        try timing(.publish) { try $0.publish() }
    }

    private mutating func timing(_ stage: RunStep.Stage, _ deed: (inout Run) throws -> Void) throws {
        let start = ContinuousClock.now
        defer { tally.seconds[stage.rawValue, default: 0] += (ContinuousClock.now - start) / .seconds(1) }
        try deed(&self)
    }

    private mutating func repair() throws {
        var event = RunEvent("repair")
        do {
            let repair = try session.repeating { [now, export = configuration.export] in
                try export.bundle(over: $0).repairAll(now: now)
            }
            if repair.isEmpty { return }
            output.tell(repair)
            tally.failures += repair.failures.map(\.kind)
            event.counts = ["repaired": repair.repairs.count, "lost": repair.losses.count]
            event.code = repair.failures.map(\.kind).max()?.rawValue ?? 0
        } catch {
            let failure = Failure(any: error)
            if [.busy, .unavailable].contains(failure.kind) { throw failure }
            Output.warn("earshot: \(failure)")
            event.add(failure)
            tally.failures.append(failure.kind)
            isFolderBroken = true
        }
        steps.log.append(event)
    }

    private mutating func load() throws {
        var loader = FileLoader(session: session, output: output)
        defer { tally.failures += loader.failures.map(\.kind) }
        // What is loaded later is to be later in the ledger.
        loader.now = { [now, start = ContinuousClock.now] in now.adding(ContinuousClock.now - start) }
        loader.onEnd = { [steps] in steps.log.append(RunEvent($0)) }
        try loader.keep(configuration.meetingSeries)
        let new = try session.repeating { try NewFiles(configuration, on: $0) }
        for failure in new.failures { try loader.tell(failure.error, of: failure.name) }
        for (index, file) in new.files.enumerated() {
            let step = RunStep(.load, unit: file.request.shownName, number: index + 1, of: new.files.count)
            try steps.begin(step, over: session)
            let before = loader.failures.count
            try loader.load(file.request, of: file.batch)
            if loader.failures.count == before { tally.files += 1 }
        }
    }

    private mutating func compute(_ weeks: [Week]) throws {
        let catalogue = try Catalogue()
        let queue = WeekQueue<Result<ComputeSummary, Failure>>(weeks)
        let assistant = queue.assistant(connections: connections, another)
        queue.work(over: session, connections: connections, another: another) {
            [steps, output, now] week, place, session in
            let step = RunStep(.compute, unit: "\(week)", number: place, of: weeks.count)
            let result = try steps.attempt(step, over: session) {
                try MetricRun($0, catalogue: catalogue, assistant: assistant).compute([week], now: now)
            } counting: {
                ["changed_rows": $0.changedRows, "revised_rows": $0.revisedRows]
            }
            if case .success(let summary) = result {
                output.progress(
                    "computed \(week): \(summary.changedRows) rows changed, \(summary.revisedRows) published values revised"
                )
            }
            return result
        }
        for (week, result) in queue.outcomes {
            if keep(result) == nil { failedWeeks.insert(week) } else { tally.weeks.append("\(week)") }
        }
        if let failure = queue.failure { throw failure }
    }

    /// Publishes the weeks that are due, oldest first.
    private mutating func publish(where isReady: (DueWeek) -> Bool = { _ in true }) throws {
        if isFolderBroken { return }
        let (required, export) = (configuration.requiredSources, configuration.export)
        let due = chosen(
            try session.repeating { try export.bundle(over: $0).unpublished(required: required, now: now) },
            besides: publicationCount)
        // Figures that could not be computed anew are no longer those of the data.
        let weeks = due.filter { !failedWeeks.contains($0.week) && isReady($0) }
        publicationCount += weeks.count
        for (index, due) in weeks.enumerated() {
            let step = RunStep(.publish, unit: "\(due.week)", number: index + 1, of: weeks.count)
            let result = try steps.attempt(step, over: session) { [now] in
                try export.bundle(over: $0).publish(due.week, staleSources: due.staleSources, now: now)
            } counting: {
                ["edition": $0.edition, "stale_sources": due.staleSources.count]
            }
            guard let publication = keep(result) else {
                isFolderBroken = isFolderAtFault(result)
                if isFolderBroken { return }
                continue
            }
            guard publication.isNew else { continue }
            tally.editions.append("\(due.week).\(publication.edition)")
            output.progress("published \(due.week) as edition \(publication.edition): \(publication.path)")
        }
    }

    /// Whether what ended a publication would end the others too, and is not to be told for each.
    private func isFolderAtFault(_ result: Result<Publication, Failure>) -> Bool {
        guard case .failure(let failure) = result else { return false }
        return failure.kind == .permission
            || failure.kind == .cannotCreate && !configuration.export.bundle(over: session.connection).exists
    }

    /// What a step came to; nil: it failed, which is kept.
    private mutating func keep<Value>(_ result: Result<Value, Failure>) -> Value? {
        switch result {
        case .success(let value): return value
        case .failure(let failure):
            tally.failures.append(failure.kind)
            return nil
        }
    }

    /// As many of what waits, oldest first, as a run may make up for, besides those that it has made up for.
    private func chosen<Week>(_ waiting: [Week], besides count: Int = 0) -> [Week] {
        maxCatchup.map { Array(waiting.suffix(max(0, $0 - count))) } ?? waiting
    }
}

extension Output {
    /// A word on what a run is through with.
    fileprivate func progress(_ text: @autoclosure () -> String) {
        if !isJSON { success(text()) }
    }
}
